using System.Buffers;
using NasPipelines.Analyses;
using NasPipelines.Ranking.Statistics;
using NasPipelines.Scoring;

namespace NasPipelines.Ranking;

/// <summary>
/// Tau-b inside groups of similar complexity: rows are split into groups of equal size by the first control column, and the groups' values
/// averaged.
/// </summary>
/// <remarks>
/// In [-1, 1], higher is better, 0 by chance. Groups are weighted by their rows; equal controls stay in one group; a group where tau is
/// undefined is left out. Undefined without controls. An estimator that only counts parameters loses most of its tau here. Ning et al.
/// 2021, section 4.3 (five groups by FLOPs).
/// </remarks>
/// <example>Scores 1, 2, 4, 3, truth 1, 2, 3, 4 and control 10, 10, 20, 20 with two groups: tau 1 in the first, -1 in the second,
/// 0.</example>
internal sealed class KendallWithinComplexity : CorrelationCriterion
{
    /// <summary>Creates the criterion.</summary>
    /// <param name="groups">Number of groups.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one group.</exception>
    public KendallWithinComplexity(int groups = 5)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(groups, 1);
        Groups = groups;
    }

    /// <summary>Number of groups.</summary>
    public int Groups { get; }

    /// <inheritdoc/>
    public override string Name => "kendallWithinComplexity";

    /// <inheritdoc/>
    public override string Label => "KD in groups";

    /// <inheritdoc/>
    public override string Description => "tau-b inside groups of similar complexity, averaged";

    /// <inheritdoc/>
    protected override ScoreValue Correlate(RankedSample sample)
    {
        if (sample.Controls.IsEmpty)
        {
            return ScoreValue.Missing("no control columns were named");
        }

        var n = sample.Count;
        var buffer = ArrayPool<int>.Shared.Rent(4 * n + 1);
        Span<int> rows =
            buffer.AsSpan(0, n), truth = buffer.AsSpan(n, n), groups = buffer.AsSpan(2 * n, n), starts = buffer.AsSpan(3 * n, n + 1);
        sample.RowsByScore(rows);
        ComplexityGroups.EqualCount(sample.Controls[0], Groups, groups);
        double sum = 0;
        long counted = 0;
        for (var group = 0; group < Groups; group++)
        {
            var (count, blocks) = Select(sample, rows, groups, group, truth, starts);
            var pairs = SequencePairs.Count(truth[..count], sample.Truth.Distinct, starts[..blocks]);
            if (pairs.TiedInScores < pairs.Total && pairs.TiedInTruth < pairs.Total)
            {
                sum += KendallTauB.Of(pairs) * count;
                counted += count;
            }
        }

        ArrayPool<int>.Shared.Return(buffer);
        return counted > 0 ? sum / counted : ScoreValue.Missing("scores or truth are constant in every group");
    }

    // The group's truth ranks in ascending order of (score, truth), and where its blocks of equal scores start and end.
    private static (int Count, int Blocks) Select(
        RankedSample sample, ReadOnlySpan<int> rows, ReadOnlySpan<int> groups, int group, Span<int> truth, Span<int> starts)
    {
        ReadOnlySpan<int> scoreRanks = sample.Scores.Ranks, truthRanks = sample.Truth.Ranks;
        int count = 0, blocks = 0, last = -1;
        foreach (var row in rows)
        {
            if (groups[row] == group)
            {
                if (scoreRanks[row] != last)
                {
                    last = scoreRanks[row];
                    starts[blocks++] = count;
                }

                truth[count++] = truthRanks[row];
            }
        }

        starts[blocks++] = count;
        return (count, blocks);
    }
}
