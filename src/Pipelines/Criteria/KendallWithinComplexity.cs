using System.Buffers;

namespace NasPipelines;

/// <summary>Tau-b inside groups of similar complexity: rows are split into groups of equal size by the first control column, and the groups' values averaged.</summary>
/// <remarks>
/// In [-1, 1], higher is better, 0 by chance. Groups are weighted by their rows; equal controls stay in one group; a group where tau is
/// undefined is left out. Undefined without controls. An estimator that only counts parameters loses most of its tau here. Ning et al. 2021,
/// section 4.3 (five groups by FLOPs).
/// </remarks>
/// <example>Scores 1, 2, 4, 3, truth 1, 2, 3, 4 and control 10, 10, 20, 20 with two groups: tau 1 in the first, -1 in the second, 0.</example>
public sealed class KendallWithinComplexity : CorrelationCriterion
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
    protected override CriterionValue Correlate(RankedSample sample)
    {
        if (sample.Controls.Columns.IsEmpty)
        {
            return CriterionValue.Undefined("no control columns were named");
        }

        double sum = 0, rows = 0;
        var counts = ArrayPool<int>.Shared.Rent(sample.Count);
        for (var group = 0; group < Groups; group++)
        {
            Mark(sample.Controls.Columns[0], group, counts.AsSpan(0, sample.Count));
            var inside = RowSelection.Take(sample, counts.AsSpan(0, sample.Count));
            if (inside.WhyNoCorrelation() is null)
            {
                sum += KendallTauB.Of(inside.Pairs) * inside.Count;
                rows += inside.Count;
            }
        }

        ArrayPool<int>.Shared.Return(counts);
        return rows > 0 ? sum / rows : CriterionValue.Undefined("scores or truth are constant in every group");
    }

    private void Mark(RankedColumn control, int group, Span<int> counts)
    {
        for (var row = 0; row < counts.Length; row++)
        {
            var rank = control.Ranks[row];
            var middle = ((long)control.Starts[rank] + control.Starts[rank + 1]) / 2;
            counts[row] = middle * Groups / counts.Length == group ? 1 : 0;
        }
    }
}
