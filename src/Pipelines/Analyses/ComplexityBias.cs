using System.Collections.Immutable;
using NasPipelines.Ranking;
using NasPipelines.Ranking.Statistics;
using NasPipelines.Scoring;

namespace NasPipelines.Analyses;

/// <summary>
/// Whether an estimator over- or under-estimates architectures by their complexity, and how well it ranks those of similar complexity.
/// </summary>
/// <remarks>
/// Ning et al. 2021, section 4.3: five groups by FLOPs. Rank differences are shares of the number of architectures, so that spaces compare.
/// </remarks>
/// <example>
/// Scores 4, 3, 2, 1, truth 1, 2, 3, 4 and complexity 20, 20, 10, 10 with two groups: the small ones are under-estimated, RD (-1/4 - 3/4)/2
/// = -0.5, the large ones over-estimated, +0.5; tau -1 in both.
/// </example>
public sealed class ComplexityBias : AnalysisResult
{
    private ComplexityBias(ComplexityGrouping grouping, ImmutableArray<ComplexityGroup> groups, int missing) =>
        (Grouping, Groups, Missing) = (grouping, groups, missing);

    /// <summary>How the groups were made.</summary>
    public ComplexityGrouping Grouping { get; }

    /// <summary>The groups, smallest complexity first.</summary>
    public ImmutableArray<ComplexityGroup> Groups { get; }

    /// <summary>Groups architectures and judges the scores in each.</summary>
    /// <param name="truth">The true quality, one per architecture, higher is better.</param>
    /// <param name="scores">The scores of the same architectures, higher is better; NaN where there is none.</param>
    /// <param name="complexity">Their complexity, such as FLOPs.</param>
    /// <param name="groups">Number of groups, at least 1.</param>
    /// <param name="grouping">Groups of equal count or of equal width.</param>
    /// <exception cref="ArgumentException">The lengths differ, or no row has all three values.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one group, or an unknown grouping.</exception>
    internal static ComplexityBias Compute(
        ReadOnlySpan<double> truth, ReadOnlySpan<double> scores, ReadOnlySpan<double> complexity,
        int groups = 5, ComplexityGrouping grouping = ComplexityGrouping.EqualCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(groups, 1);
        if (!Enum.IsDefined(grouping))
        {
            throw new ArgumentOutOfRangeException(
                nameof(grouping), grouping, $"Known are {string.Join(", ", Enum.GetNames<ComplexityGrouping>())}.");
        }

        var rows = CompleteRows.Of(scores, truth, complexity);
        double[] s = rows.Take(scores), t = rows.Take(truth), c = rows.Take(complexity);
        var differences = RankDifference.Compute(t, s);
        var assigned = ComplexityGroups.Assign(RankedColumn.Of(c), groups, grouping);
        return new(grouping,
            [.. Enumerable.Range(0, groups).Select(g => Group([.. Enumerable.Range(0, s.Length).Where(row => assigned[row] == g)]))],
            rows.Missing);

        ComplexityGroup Group(int[] members)
        {
            if (members.Length == 0)
            {
                return new(double.NaN, double.NaN, 0, double.NaN, double.NaN, ScoreValue.Missing("the group is empty"));
            }

            double[] Pick(double[] column) => Array.ConvertAll(members, row => column[row]);
            var (mean, error) = Moments.MeanAndError(Pick(differences));
            return new(Pick(c).Min(), Pick(c).Max(), members.Length, mean, error, new KendallTauB().Evaluate(Pick(t), Pick(s)));
        }
    }

    /// <summary>One line per group.</summary>
    private protected override string Print() =>
        string.Join(Environment.NewLine, Groups.Select(g => g.ToString()).Append($"{Missing} architectures left out"));
}
