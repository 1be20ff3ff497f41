using System.Collections.Immutable;
using Microsoft.ML;
using NasPipelines.Analyses;
using NasPipelines.Data;
using NasPipelines.Evaluation;
using NasPipelines.Ranking;
using NasPipelines.Scoring;
using NasPipelines.Uncertainty;

namespace NasPipelines.Report;

/// <summary>Everything that a report shows, computed.</summary>
internal sealed class ReportContent
{
    private const int MutationsUpTo = 50_000;

    private ReportContent()
    {
    }

    public required EstimatorReportOptions Options { get; init; }

    public required ReportTable Table { get; init; }

    public required string TruthName { get; init; }

    /// <summary>The costs that are always in a report.</summary>
    public required ImmutableArray<string> Baselines { get; init; }

    public required ImmutableArray<string> Scores { get; init; }

    public required RankingComparison Comparison { get; init; }

    public required MissingSensitivity Missing { get; init; }

    /// <summary>By score: tau among the truly best.</summary>
    public required ImmutableArray<ImmutableArray<WinnerPoint>> Winners { get; init; }

    /// <summary>By score: the architectures that it places highest.</summary>
    public required ImmutableArray<TopList> TopLists { get; init; }

    /// <summary>By two scores.</summary>
    public required (double Kendall, int Rows)[,] Agreement { get; init; }

    /// <summary>By score; empty where complexity is not known.</summary>
    public required ImmutableArray<ComplexityBias> ComplexityBiases { get; init; }

    /// <summary>By score, in the order of <see cref="Scores"/>; empty where there are too many architectures or no pairs.</summary>
    public required ImmutableArray<ImmutableArray<OperationMutation>> Mutations { get; init; }

    /// <summary>Seconds per architecture by score, where they are known.</summary>
    public required IReadOnlyDictionary<string, double> Seconds { get; init; }

    /// <summary>By score, where the view has the scores of several seeds.</summary>
    public required IReadOnlyDictionary<string, SeedReliability> Reliability { get; init; }

    public double[] Truth => Table[TruthName];

    /// <summary>By truth and by each score, which architectures no other one beats in both; none where no cost is named.</summary>
    public required ImmutableArray<ParetoSet> ParetoSets { get; init; }

    /// <summary>Such a set among all architectures; null where costs or scores do not differ.</summary>
    public ReportPlot? Draw(ParetoSet set, bool narrow = false) => ParetoPlot.Draw(
        set, Table[set.ScoreName], ParetoSet.LowerIsBetter(new(set.CostName, Table[set.CostName])), narrow);

    /// <summary>The scores that cost nothing.</summary>
    public IEnumerable<string> Free => Scores.Where(Comparison.Options.Baselines.Contains);

    /// <summary>A score's name, with a word where it is no evidence.</summary>
    public string Shown(string score) => Comparison.Doubt(score) switch
    {
        null => score,
        "undefined" => score + " (undefined)",
        _ => score + " (chance)",
    };

    public static ReportContent Compute(
        IDataView view, string truth, IReadOnlyList<string> scores, IReadOnlyList<string> baselines, EstimatorReportOptions options,
        RunOptions run)
    {
        ImmutableArray<string> all = [.. scores.Concat(baselines).Distinct()];
        var complexity = Complexity(view, options);
        var table = ReportTable.Read(
            view, options.ArchitectureColumnName, options.SearchSpace, [truth, .. all, .. complexity, .. options.Cost]);
        KeyValuePair<string, double[]>[] named = [.. all.Select(name => KeyValuePair.Create(name, table[name]))];
        RankingEvaluationOptions how = new()
        {
            Criteria =
            [
                new KendallTauB(), new Spearman(), new PrecisionAtTop(), new KendallWithin(RankedEnd.TrueTop),
                .. complexity.Select(_ => new PartialKendall()),
            ],
            Ratios = [options.Ratio],
            MissingScores = options.MissingScores,
            MissingTruth = options.MissingTruth,
            ControlColumnNames = complexity,
        };
        var mutated = table.Architectures is not null && table.Rows <= MutationsUpTo;
        var steps = new RunPieces(run, 2 + (1 + complexity.Length + (mutated ? 1 : 0)) * all.Length);
        var comparison = steps.Do("intervals", () => RankingComparison.Compute(
            truth, table[truth], named, [.. complexity.Select(c => KeyValuePair.Create(c, table[c]))], how,
            new() { Bootstrap = options.Bootstrap, Baselines = [.. FreeScores.Names, .. all.Where(FreeScores.IsOfFamily)] },
            run.Telling(null)));
        return new()
        {
            Options = options,
            Table = table,
            TruthName = truth,
            Baselines = [.. baselines],
            Scores = all,
            Seconds = ScoreSeconds.Of(view, all, options.SecondsPerArchitecture),
            Reliability = SeedReliabilities.Of(view, table[truth], all),
            Comparison = comparison,
            Missing = steps.Do("policies for missing scores", () => MissingSensitivity.Compute(
                truth, table[truth], named, how.Of([new KendallTauB()], []))),
            Winners =
            [
                .. all.Select(name => steps.Do(
                    $"top shares by {name}", () => WinnerProfile.Compute(table[truth], table[name], comparison, name))),
            ],
            TopLists = [.. all.Select(name => TopList.Of(table[truth], table[name]))],
            ParetoSets =
            [
                .. options.Cost.SelectMany(cost => all.Prepend(truth).Distinct().Select(name => ParetoSet.Compute(
                    table.Texts, new(name, table[name]), new(cost, table[cost]), table[truth]))),
            ],
            Agreement = Report.Agreement.Compute([.. named.Select(s => s.Value)], steps.Parallel),
            ComplexityBiases =
            [
                .. complexity.SelectMany(c => all.Select(name => steps.Do(
                    $"bias of {name} by complexity", () => ComplexityBias.Compute(table[truth], table[name], table[c])))),
            ],
            Mutations = mutated ? CountMutations(table.Architectures!, truth, all, steps) : [],
        };
    }

    // The column that says complexity, or none where the view has neither it nor architectures to compute it from.
    private static string[] Complexity(IDataView view, EstimatorReportOptions options) =>
        view.Schema.GetColumnOrNull(options.ComplexityColumnName) is null
        && options.ComplexityColumnName == EstimatorReportOptions.DefaultComplexity
        && ReportTable.LacksArchitectures(view, options.ArchitectureColumnName)
            ? []
            : [options.ComplexityColumnName];

    private static ImmutableArray<ImmutableArray<OperationMutation>> CountMutations(
        ArchitectureColumns table, string truth, ImmutableArray<string> scores, RunPieces steps)
    {
        var pairs = MutationCounter.Pairs(table.Architectures);
        if (pairs.Count == 0)
        {
            steps.Done("no two architectures differ in one operation", scores.Length);
            return [];
        }

        var counted = new ImmutableArray<OperationMutation>[scores.Length];
        Parallel.For(0, scores.Length, steps.Parallel, Count);
        return [.. counted];

        void Count(int index)
        {
            double[] score = table[scores[index]], real = table[truth];
            bool Known(int row) => !double.IsNaN(score[row]) && !double.IsNaN(real[row]);
            var counter = new MutationCounter(table.Architectures, real, score, table.Space.GeneChange);
            counted[index] = counter.Count(pairs.Where(p =>
            {
                steps.ThrowIfCancelled();
                return Known(p.Row) && Known(p.Other);
            }));
            steps.Done($"operations that {scores[index]} prefers");
        }
    }
}
