using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace NasPipelines.Cli;

/// <summary>The library as verbs use it: its warnings, and what a table was taken for, go to standard error.</summary>
internal static class Session
{
    /// <param name="terminal">Where warnings go.</param>
    /// <param name="fallbackToCpu">Whether the CPU, with a warning, will do where a device that is asked for is not available.</param>
    public static NasCatalog Open(Terminal terminal, bool fallbackToCpu = false)
    {
        var context = new MLContext { FallbackToCpu = fallbackToCpu };
        context.Log += (_, entry) =>
        {
            if (entry.Kind == ChannelMessageKind.Info && entry.Source.EndsWith("LoadBenchmark", StringComparison.Ordinal))
            {
                terminal.Error.WriteLine($"nas: read {entry.RawMessage.ReplaceLineEndings(" ")}");
            }
            else if (entry.Kind >= ChannelMessageKind.Warning)
            {
                terminal.Error.WriteLine($"nas: {entry.Kind.ToString().ToLowerInvariant()}: {entry.RawMessage.ReplaceLineEndings(" ")}");
            }
        };
        return context.Nas();
    }
}
