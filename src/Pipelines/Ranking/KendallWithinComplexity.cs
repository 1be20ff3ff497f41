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

        var groups = sample.TruthAndControls.Once(this, shared => GroupsOf(shared.Columns[0]));
        double sum = 0;
        long counted = 0;
        foreach (var (rows, pairs) in GroupedPairs.Count(sample, groups, Groups))
        {
            if (pairs.TiedInScores < pairs.Total && pairs.TiedInTruth < pairs.Total)
            {
                sum += KendallTauB.Of(pairs) * rows;
                counted += rows;
            }
        }

        return counted > 0 ? sum / counted : ScoreValue.Missing("scores or truth are constant in every group");
    }

    private int[] GroupsOf(RankedColumn control)
    {
        var groups = new int[control.Count];
        ComplexityGroups.EqualCount(control, Groups, groups);
        return groups;
    }
}
