using System.CommandLine;
using NasPipelines.Networks;

namespace NasPipelines.Cli.Verbs;

/// <summary><c>nas doctor</c>: what of the native libraries works on this machine, and what is missing.</summary>
internal static class DoctorVerb
{
    public const string Name = "doctor";

    public const string Description = "Say which native libraries work on this machine and which are missing.";

    public static Command Create(Terminal terminal, CommonOptions common) =>
        new Command(Name, Description).Does((parsed, _) =>
        {
            var torch = Fault(NasRuntime.Load);
            var providers = NasRuntime.Diagnose();
            if (parsed.GetValue(common.Json))
            {
                JsonOutput.Write(terminal.Out, new
                {
                    Libtorch = torch ?? "loads",
                    Providers = providers.Select(p => new { p.Name, Included = p.IsIncluded, p.Missing }),
                });
                return;
            }

            foreach (var line in providers.Select(p => $"{p}").Prepend($"libtorch: {torch ?? "loads"}"))
            {
                terminal.Out.WriteLine(line);
            }
        });

    private static string? Fault(Action load)
    {
        try
        {
            load();
            return null;
        }
        catch (InvalidOperationException e)
        {
            return LightTool.Explains(e) ? LightTool.Message : e.Message;
        }
    }
}
