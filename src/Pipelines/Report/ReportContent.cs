using System.Collections.Immutable;
using Microsoft.ML;
using NasPipelines.Architectures;
using NasPipelines.Data;
using NasPipelines.Scoring;

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

    public static ReportContent Compute(IDataView view, EstimatorReportOptions options, string truth, string[] scores, IReadOnlyList<string> baselines, RunOptions? run)
    {
        ImmutableArray<string> all = [.. scores.Concat(baselines).Distinct()];
        var table = ArchitectureColumns.Read(view, [truth, .. all, options.ComplexityColumnName]);
        KeyValuePair<string, double[]>[] named = [.. all.Select(name => KeyValuePair.Create(name, table[name]))];
        RankingEvaluationOptions how = new()
        {
            Criteria = [new KendallTauB(), new Spearman(), new PrecisionAtTop(), new KendallWithin(RankedEnd.TrueTop), new PartialKendall()],
            Ratios = [options.Ratio],
            MissingScores = options.MissingScores,
            MissingTruth = options.MissingTruth,
            ControlColumnNames = [options.ComplexityColumnName],
        };
        return new()
        {
            Options = options,
            Table = table,
            TruthName = truth,
            Baselines = [.. baselines],
            Scores = all,
            Bootstrap = RankingBootstrap.Compute(
                EvaluationTable.Prepare(
                    truth, table[truth], named, [new(options.ComplexityColumnName, table[options.ComplexityColumnName])], how),
                options.Bootstrap,
                run),
            Missing = MissingSensitivity.Compute(truth, table[truth], named, how with { ControlColumnNames = [], Criteria = [new KendallTauB()] }),
            Heads = [.. all.Select(name => HeadProfile.Compute(table[name], table[truth]))],
            ComplexityBiases = [.. all.Select(name => ComplexityBias.Compute(table[name], table[truth], table[options.ComplexityColumnName]))],
            Mutations = table.Rows <= MutationsUpTo ? CountMutations(table, truth, all) : [],
            Provenance = ArchitectureColumns.ProvenanceOf(view),
        };
    }

    private static ImmutableArray<ImmutableArray<OperationMutation>> CountMutations(ArchitectureColumns table, string truth, ImmutableArray<string> scores)
    {
        var pairs = MutationCounter.Pairs(table.Architectures);
        return pairs.Count == 0 ? [] : [.. scores.AsParallel().AsOrdered().Select(name => Count(name))];

        ImmutableArray<OperationMutation> Count(string name)
        {
            double[] score = table[name], real = table[truth];
            bool Known(int row) => !double.IsNaN(score[row]) && !double.IsNaN(real[row]);
            var counter = new MutationCounter(table.Architectures, real, score, table.Space.GeneChange);
            return counter.Count(pairs.Where(p => Known(p.Row) && Known(p.Other)));
        }
    }
}
