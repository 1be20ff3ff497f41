using System.CommandLine;
using Microsoft.ML;
using NasPipelines.Combinations;
using NasPipelines.Scoring;

namespace NasPipelines.Cli;

/// <summary>How predictors are learned: the features beside scores, the learners, and the numbers of labels.</summary>
internal sealed class LearningArguments
{
    /// <summary>The column of graph features while they are needed; no table holds vectors.</summary>
    public const string GraphColumn = "graph features";

    private const int Published = 50;

    private static readonly string[] LearnerNames = [.. Learners.All.Select(learner => learner.Name)];

    private readonly Option<bool> _graph = new("--graph-features")
    {
        Description = "Learn from the graphs of cells too: operations, paths through every set of them, degrees.",
    };
    private readonly Option<string[]> _learners;
    private readonly Option<int[]> _labels = OptionRules.Integers(
        "--labels",
        "Numbers of labelled architectures of the learning curve, separated by commas; "
            + $"{string.Join(",", LearningCurve.PublishedLabels)} where left out, as far as INPUT reaches.",
        "numbers of architectures");
    private readonly Option<int?> _repetitions = new Option<int?>("--repetitions")
    {
        Description = $"Draws of labelled architectures for each number of labels; {Published} where left out.",
    }.Within(1, 100_000);

    /// <param name="command">The verb.</param>
    /// <param name="learners">What the learners are for.</param>
    public LearningArguments(Command command, string learners)
    {
        _learners = OptionRules.Names(
            "--learner", $"{learners}: {string.Join(", ", LearnerNames)}, separated by commas.", "names of learners");
        _learners.CompletionSources.Add(LearnerNames);
        foreach (var option in (Option[])[_graph, _learners, _labels, _repetitions])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The option that names learners.</summary>
    public string LearnerFlag => _learners.Name;

    /// <summary>Whether a learning curve is asked for.</summary>
    public bool AsksForCurve(ParseResult parsed) =>
        parsed.GetValue(_labels) is { Length: > 0 } || parsed.GetValue(_repetitions) is not null;

    /// <summary>Whether anything of this is given.</summary>
    public bool IsGiven(ParseResult parsed) =>
        AsksForCurve(parsed) || parsed.GetValue(_graph) || parsed.GetValue(_learners) is { Length: > 0 };

    /// <summary>The learners that are named.</summary>
    /// <exception cref="WrongUseException">One is unknown.</exception>
    public string[] Names(ParseResult parsed) =>
    [
        .. (parsed.GetValue(_learners) ?? []).Select(
            name => Nearest.Named(_learners.Name, "learner", Learners.All, learner => learner.Name, name).Name),
    ];

    /// <summary>The stage of graph features; null where they are not asked for.</summary>
    public IEstimator<ITransformer>? GraphStage(NasCatalog nas, ParseResult parsed) =>
        parsed.GetValue(_graph) ? nas.Transforms.GraphFeatures(GraphColumn) : null;

    /// <summary>The features: scores, and the graph's where they are asked for.</summary>
    /// <exception cref="WrongUseException">There are none.</exception>
    public string[] Features(ParseResult parsed, IReadOnlyList<string> scores)
    {
        string[] features = [.. scores, .. parsed.GetValue(_graph) ? (string[])[GraphColumn] : []];
        return features.Length > 0 ? features : throw new WrongUseException(
            $"there is nothing to learn from: name columns with --scores, or give {_graph.Name}.");
    }

    /// <summary>The learning curves of learners.</summary>
    public LearningCurve[] Curves(
        NasCatalog nas, ParseResult parsed, IDataView view, string truth, IReadOnlyList<string> features, IReadOnlyList<string> learners,
        long seed, RunOptions run)
    {
        var featured = GraphStage(nas, parsed)?.Fit(view).Transform(view) ?? view;
        return [.. learners.Select(learner => nas.Analyses.LearningByLabels(
            featured, truth, features, parsed.GetValue(_labels) is { Length: > 0 } labels ? labels : null,
            parsed.GetValue(_repetitions) ?? Published,
            new() { Learner = learner, Seed = seed }, run: run))];
    }
}
