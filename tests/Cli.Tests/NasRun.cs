using System.Text.Json;

namespace NasPipelines.Cli.Tests;

/// <summary>A run of the command in this process.</summary>
internal sealed record NasRun(int Code, string Output, string Errors)
{
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    public static async Task<NasRun> Of(params string[] args)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = await NasCommand.RunAsync(args, new Terminal(output, errors));
        return new(code, output.ToString(), errors.ToString());
    }
}
