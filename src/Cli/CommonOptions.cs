using System.CommandLine;

namespace NasPipelines.Cli;

/// <summary>The options that every verb takes, before or after its name.</summary>
internal sealed class CommonOptions
{
    public Option<bool> Json { get; } = new("--json") { Description = "Print one JSON document to standard output and nothing else.", Recursive = true };

    public Option<long> Seed { get; } =
        new("--seed") { Description = "Seed of samples and of untrained weights.", DefaultValueFactory = _ => 0, Recursive = true };

    public Option<int> Threads { get; } =
        new Option<int>("--threads") { Description = "Threads of each worker; 0 means all cores.", DefaultValueFactory = _ => 0, Recursive = true }.Within(0, 1024);

    public Option<string> Device { get; } =
        new Option<string>("--device") { Description = "Where networks run: cpu.", DefaultValueFactory = _ => "cpu", Recursive = true }.OneOf("cpu");

    public void AddTo(Command root)
    {
        root.Options.Add(Json);
        root.Options.Add(Seed);
        root.Options.Add(Threads);
        root.Options.Add(Device);
    }
}
