using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace NasPipelines.Cli;

/// <summary>
/// The library as verbs use it: its warnings, and what a table was taken for, go to standard error, and what it does where
/// <c>--verbose</c> asks for it.
/// </summary>
internal static class Session
{
    /// <param name="terminal">Where warnings go.</param>
    /// <param name="fallbackToCpu">Whether the CPU, with a warning, will do where a device that is asked for is not available.</param>
    public static NasCatalog Open(Terminal terminal, bool fallbackToCpu = false) => Context(terminal, fallbackToCpu).Nas();

    /// <summary>The context of the library, for what ML.NET itself is asked for.</summary>
    /// <inheritdoc cref="Open"/>
    public static MLContext Context(Terminal terminal, bool fallbackToCpu = false)
    {
        var context = new MLContext { FallbackToCpu = fallbackToCpu };
        context.Log += (_, entry) =>
        {
            var line = entry.RawMessage.ReplaceLineEndings(" ");
            if (entry.Kind == ChannelMessageKind.Info && entry.Source.EndsWith("LoadBenchmark", StringComparison.Ordinal))
            {
                terminal.Tell($"read {line}");
            }
            else if (entry.Kind >= ChannelMessageKind.Warning)
            {
                terminal.Say($"{entry.Kind.ToString().ToLowerInvariant()}: {FlagNames.In(line, TableOptions.Flags)}");
            }
            else if (entry.Kind == ChannelMessageKind.Info)
            {
                terminal.Detail($"info: {line}");
            }
        };
        return context;
    }
}
