using System.Text.Json;

namespace NasPipelines.Cli.Tests;

/// <summary>Runs the command in this process, as a shell would.</summary>
internal sealed record Nas(int ExitCode, string Output, string Error)
{
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    public static Task<Nas> Run(params string[] args) => RunAt(160, args);

    /// <summary>Runs it in a terminal of a width.</summary>
    public static async Task<Nas> RunAt(int width, params string[] args)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await NasCommand.RunAsync(args, new Terminal(output, error) { Width = width });
        return new(code, output.ToString(), error.ToString());
    }

    /// <summary>Runs what must be refused: nothing on standard output, one line on standard error.</summary>
    public static async Task<string> Refuse(int exitCode, params string[] args)
    {
        var run = await Run(args);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.ExitCode, Is.EqualTo(exitCode), run.Error);
            Assert.That(run.Output, Is.Empty);
            Assert.That(run.Error.TrimEnd('\n').Split('\n'), Has.Length.EqualTo(1), run.Error);
            Assert.That(run.Error, Does.StartWith("nas: ").And.Not.Contain("Parameter '"));
        }

        return run.Error;
    }
}
