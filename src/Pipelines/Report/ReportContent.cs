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

    public required ArchitectureColumns Table { get; init; }

    public required string TruthName { get; init; }

    public required ImmutableArray<string> Baselines { get; init; }

    public required ImmutableArray<string> Scores { get; init; }

    public required RankingBootstrap Bootstrap { get; init; }

    public required MissingSensitivity Missing { get; init; }

    public required ImmutableArray<HeadProfile> Heads { get; init; }

    public required ImmutableArray<ComplexityBias> ComplexityBiases { get; init; }

    /// <summary>By score, in the order of <see cref="Scores"/>; empty where there are too many architectures or no pairs.</summary>
    public required ImmutableArray<ImmutableArray<OperationMutation>> Mutations { get; init; }

    public required string Provenance { get; init; }

    public double[] Truth => Table[TruthName];

    public static ReportContent Compute(
        IDataView view, string truth, IReadOnlyList<string> scores, IReadOnlyList<string> baselines, EstimatorReportOptions options,
        RunOptions run)
    {
        ImmutableArray<string> all = [.. scores.Concat(baselines).Distinct()];
        var table = ArchitectureColumns.Read(
            view, options.ArchitectureColumnName, options.SearchSpace, [truth, .. all, options.ComplexityColumnName]);
        KeyValuePair<string, double[]>[] named = [.. all.Select(name => KeyValuePair.Create(name, table[name]))];
        RankingEvaluationOptions how = new()
        {
            Criteria = [
                new KendallTauB(), new Spearman(), new PrecisionAtTop(), new KendallWithin(RankedEnd.TrueTop), new PartialKendall()],
            Ratios = [options.Ratio],
            MissingScores = options.MissingScores,
            MissingTruth = options.MissingTruth,
            ControlColumnNames = [options.ComplexityColumnName],
        };
        var steps = new RunPieces(run, 2 + (table.Rows <= MutationsUpTo ? 3 : 2) * all.Length);
        return new()
        {
            Options = options,
            Table = table,
            TruthName = truth,
            Baselines = [.. baselines],
            Scores = all,
            Bootstrap = steps.Do("intervals", () => RankingBootstrap.Compute(
                EvaluationTable.Prepare(
                    truth, table[truth], named, [new(options.ComplexityColumnName, table[options.ComplexityColumnName])], how),
                options.Bootstrap,
                run.Telling(null))),
            Missing = steps.Do("policies for missing scores", () => MissingSensitivity.Compute(
                truth, table[truth], named, how.Of([new KendallTauB()], []))),
            Heads = [.. all.Select(name => steps.Do($"top shares by {name}", () => HeadProfile.Compute(table[truth], table[name])))],
            ComplexityBiases =
            [
                .. all.Select(name => steps.Do(
                    $"bias of {name} by complexity",
                    () => ComplexityBias.Compute(table[truth], table[name], table[options.ComplexityColumnName]))),
            ],
            Mutations = table.Rows <= MutationsUpTo ? CountMutations(table, truth, all, steps) : [],
            Provenance = ArchitectureColumns.ProvenanceOf(view, options.ArchitectureColumnName),
        };
    }

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
