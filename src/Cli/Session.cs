using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace NasPipelines.Cli;

/// <summary>The library as verbs use it: its warnings go to standard error.</summary>
internal static class Session
{
    public static NasCatalog Open(Terminal terminal)
    {
        var context = new MLContext();
        context.Log += (_, entry) =>
        {
            if (entry.Kind >= ChannelMessageKind.Warning)
            {
                terminal.Error.WriteLine($"nas: {entry.Kind.ToString().ToLowerInvariant()}: {entry.RawMessage.ReplaceLineEndings(" ")}");
            }
        };
        return context.Nas();
    }
}
