using System.CommandLine;

namespace NasPipelines.Cli;

/// <summary>The options that every verb takes, before or after its name.</summary>
internal sealed class CommonOptions
{
    public Option<bool> Json { get; } = new("--json")
    {
        Description = "Print one JSON document to standard output and nothing else.",
        Recursive = true,
    };

    public Option<long> Seed { get; } =
        new("--seed") { Description = "Seed of samples and of untrained weights.", DefaultValueFactory = _ => 0, Recursive = true };

    /// <summary>Workers, threads and device.</summary>
    public RunArguments Run { get; } = new();

    /// <summary>The search spaces that options name.</summary>
    public SpaceNames Spaces { get; } = new();

    public void AddTo(Command root)
    {
        root.Options.Add(Json);
        root.Options.Add(Seed);
        Run.AddTo(root);
    }
}
