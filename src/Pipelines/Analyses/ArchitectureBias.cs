using System.Collections.Immutable;
using NasPipelines.Ranking;
using NasPipelines.Ranking.Statistics;
using NasPipelines.Scoring;
using NasPipelines.Spaces;

namespace NasPipelines.Analyses;

/// <summary>
/// The architectures that an estimator ranks first and last, and whether it over-estimates those that the space holds in many encodings.
/// </summary>
/// <remarks>
/// A supernet trains a class in proportion to its encodings, and over-estimates large classes. Ning et al. 2021, section 4.3.
/// </remarks>
public sealed class ArchitectureBias : AnalysisResult
{
    private ArchitectureBias(
        ImmutableArray<RankedArchitecture> top, ImmutableArray<RankedArchitecture> worst, ImmutableArray<ClassSizeGroup> bySize,
        ScoreValue correlation, int missing) =>
        (Top, Worst, ByClassSize, SizeCorrelation, Missing) = (top, worst, bySize, correlation, missing);

    /// <summary>The best-scored architectures, best first; equal scores in the order of their text.</summary>
    public ImmutableArray<RankedArchitecture> Top { get; }

    /// <summary>The worst-scored architectures, worst first.</summary>
    public ImmutableArray<RankedArchitecture> Worst { get; }

    /// <summary>Mean rank difference by class size: 1, 2, 3-4, 5-8 and so on.</summary>
    public ImmutableArray<ClassSizeGroup> ByClassSize { get; }

    /// <summary>Spearman's correlation of rank difference and class size: positive where large classes are over-estimated.</summary>
    public ScoreValue SizeCorrelation { get; }

    /// <summary>The lists and the groups, a line each.</summary>
    private protected override string Print() => string.Join(
        Environment.NewLine,
        Top.Select(a => $"best   {a}").Concat(Worst.Select(a => $"worst  {a}"))
            .Concat(ByClassSize.Select(g => FormattableString.Invariant(
                $"in {g.From} to {g.To} encodings  {g.Count} architectures, mean rank difference {g.MeanRankDifference:F4}")))
            .Append($"correlation of rank difference and encodings: {SizeCorrelation}"));

    /// <summary>Analyses one score.</summary>
    /// <param name="architectures">The architectures, all of one space.</param>
    /// <param name="truth">Their true quality, higher is better.</param>
    /// <param name="scores">Their scores, higher is better; NaN where there is none.</param>
    /// <param name="listed">How many of the best and of the worst are listed, at least 1.</param>
    /// <param name="equivalence">When two encodings are of one class.</param>
    /// <exception cref="ArgumentException">The lengths differ, or no row has both values.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one is to be listed.</exception>
    internal static ArchitectureBias Compute(
        IReadOnlyList<Architecture> architectures, double[] truth, double[] scores, int listed = 10,
        ArchitectureEquivalence equivalence = ArchitectureEquivalence.FunctionalAtInitialisation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(listed, 1);
        string[] texts =
            [.. architectures.Select(a => a.Text)], classes = [.. architectures.Select(a => a.Space.CanonicalForm(a, equivalence))];
        if (texts.Length != scores.Length)
        {
            throw new ArgumentException($"There must be a score per architecture (were {texts.Length} and {scores.Length}).");
        }

        var sizes = classes.GroupBy(c => c).ToDictionary(c => c.Key, c => c.Count());
        var rows = CompleteRows.Of(scores, truth);
        var sample = RankedSample.Of(rows.Take(truth), rows.Take(scores));
        double[] byScore = RankDifference.MeanRanks(sample.Scores), byTruth =
            RankDifference.MeanRanks(sample.Truth), differences = RankDifference.Compute(sample);
        int[] size = Array.ConvertAll(rows.Kept, row => sizes[classes[row]]);
        RankedArchitecture[] ranked = [.. rows.Kept.Select((row, i) =>
            new RankedArchitecture(
                texts[row], scores[row], sample.Count + 1 - byScore[i], truth[row], sample.Count + 1 - byTruth[i], size[i]))];
        var groups = Enumerable.Range(0, size.Length).GroupBy(i => (int)Math.Ceiling(Math.Log2(size[i]))).OrderBy(g => g.Key).Select(g =>
        {
            var (mean, error) = Moments.MeanAndError([.. g.Select(i => differences[i])]);
            return new ClassSizeGroup(g.Min(i => size[i]), g.Max(i => size[i]), g.Count(), mean, error);
        });
        return new(
            [.. ranked.OrderBy(r => r.ScoreRank).ThenBy(r => r.Architecture, StringComparer.Ordinal).Take(listed)],
            [.. ranked.OrderByDescending(r => r.ScoreRank).ThenBy(r => r.Architecture, StringComparer.Ordinal).Take(listed)],
            [.. groups],
            new Spearman().Evaluate(Array.ConvertAll(size, s => (double)s), differences),
            rows.Missing);
    }
}
