using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace NasPipelines.Cli;

/// <summary>The library as verbs use it: its warnings go to standard error, and what it does where <c>--verbose</c> asks for it.</summary>
internal static class Session
{
    /// <param name="terminal">Where warnings go.</param>
    /// <param name="fallbackToCpu">Whether the CPU, with a warning, will do where a device that is asked for is not available.</param>
    public static NasCatalog Open(Terminal terminal, bool fallbackToCpu = false)
    {
        var context = new MLContext { FallbackToCpu = fallbackToCpu };
        context.Log += (_, entry) =>
        {
            var line = $"{entry.Kind.ToString().ToLowerInvariant()}: {entry.RawMessage}";
            if (entry.Kind >= ChannelMessageKind.Warning)
            {
                terminal.Say(line);
            }
            else if (entry.Kind == ChannelMessageKind.Info)
            {
                terminal.Detail(line);
            }
        };
        return context.Nas();
    }
}
