using System.CommandLine;
using Microsoft.ML;
using NasPipelines.Analyses;

namespace NasPipelines.Cli.Verbs;

/// <summary>The part of <c>nas evaluate</c> that prints which architectures are not dominated, by truth and by each score.</summary>
internal sealed class ParetoOutput
{
    private readonly Option<string?> _cost = Option("Also print which");

    public ParetoOutput(Command command) => command.Options.Add(_cost);

    /// <summary>The option that names a column of costs.</summary>
    /// <param name="what">How its description begins.</param>
    public static Option<string?> Option(string what) => new("--cost")
    {
        Description = $"{what} architectures no other one beats in both score and this column, lower is better: a latency, "
            + $"{string.Join(", ", NasDataCatalog.CostColumnNames)}.",
        HelpName = "COLUMN",
    };

    /// <summary>The column of costs; null where none is asked for.</summary>
    public string? Cost(ParseResult parsed) => parsed.GetValue(_cost);

    /// <summary>The sets of the truth and of each score; none where no cost is named.</summary>
    public IReadOnlyList<ParetoSet> Compute(
        NasCatalog nas, ParseResult parsed, IDataView judged, string truth, IReadOnlyList<string> scores) => Cost(parsed) is { } cost
        ? [.. scores.Prepend(truth).Distinct().Select(score => nas.Analyses.Pareto(judged, score, cost, truth))]
        : [];

    /// <summary>For people.</summary>
    public static void Print(Terminal terminal, IEnumerable<ParetoSet> sets)
    {
        foreach (var set in sets)
        {
            terminal.Out.WriteLine(set);
        }
    }

    /// <summary>For programs; null where no cost is named.</summary>
    public static object? Document(IReadOnlyList<ParetoSet> sets) => sets.Count == 0 ? null : sets.Select(set => new
    {
        Score = set.ScoreName,
        Cost = set.CostName,
        N = set.Count,
        set.Missing,
        Recall = JsonOutput.Number(set.Recall.Value),
        Members = set.Members.Select(m => new { m.Architecture, Score = JsonOutput.Number(m.Score), Cost = JsonOutput.Number(m.Cost) }),
    });
}
