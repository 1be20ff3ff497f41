using System.CommandLine;

namespace NasPipelines.Cli.Verbs;

/// <summary><c>nas completion bash|zsh|pwsh</c>: a script that makes a shell complete verbs, options and their values.</summary>
internal static class CompletionVerb
{
    public const string Name = "completion";

    public const string Description = "Print a script that completes verbs, options and their values in a shell.";

    private static readonly (string Shell, string Script)[] Scripts = [("bash", "nas.bash"), ("zsh", "nas.zsh"), ("pwsh", "nas.ps1")];

    public static Command Create(Terminal terminal)
    {
        string[] shells = [.. Scripts.Select(s => s.Shell)];
        var shell = new Argument<string>("SHELL")
        {
            Description = $"The shell: {string.Join(", ", shells)}. bash and zsh take it by: source <(nas completion SHELL).",
        };
        shell.CompletionSources.Add(shells);
        return new Command(Name, Description) { shell }
            .Does((parsed, _) =>
            {
                var name = parsed.GetRequiredValue(shell);
                var script = Scripts.FirstOrDefault(s => s.Shell.Equals(name, StringComparison.OrdinalIgnoreCase)).Script
                    ?? throw new WrongUseException($"SHELL '{name}' is not available; it takes {string.Join(", ", shells)}.");
                using var stream = typeof(CompletionVerb).Assembly.GetManifestResourceStream(script)
                    ?? throw new InvalidOperationException($"the command lacks {script}");
                using var reader = new StreamReader(stream);
                terminal.Out.Write(reader.ReadToEnd().ReplaceLineEndings("\n"));
            });
    }
}
