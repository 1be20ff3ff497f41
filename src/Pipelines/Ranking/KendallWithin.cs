using NasPipelines.Ranking.Statistics;
using NasPipelines.Scoring;

namespace NasPipelines.Ranking;

/// <summary>Which end of which order <see cref="KendallWithin"/> looks at.</summary>
public enum RankedEnd
{
    /// <summary>The best-scored architectures.</summary>
    PredictedTop,

    /// <summary>The worst-scored architectures.</summary>
    PredictedBottom,

    /// <summary>The truly best architectures.</summary>
    TrueTop,

    /// <summary>The truly worst architectures.</summary>
    TrueBottom,
}

/// <summary>Tau-b among the k architectures at one end of the predicted or of the true order, k = floor(K n).</summary>
/// <remarks>
/// In [-1, 1], higher is better, 0 by chance. Architectures whose value equals that at position k all belong to the end, so that the order
/// of the rows never matters. Undefined where a column is constant within the end. Predicted ends: aw_nas (Ning et al. 2020); true ends
/// tell whether an estimator picks winners, which the overall tau does not.
/// </remarks>
/// <example>Scores 4, 3, 2, 1 and truth 3, 4, 1, 2: in the predicted top half (rows 0 and 1) the only pair is reversed, -1.</example>
/// <param name="end">Which end.</param>
/// <param name="ratio">K, in (0, 1]; without one, the ratios of the evaluation, or 5 % by itself.</param>
internal sealed class KendallWithin(RankedEnd end, double? ratio = null) : RatioCriterion(ratio)
{
    /// <summary>Which end of which order.</summary>
    public RankedEnd End { get; } = end;

    /// <inheritdoc/>
    public override string Name => $"kendallIn{End}";

    /// <inheritdoc/>
    public override string Label => $"KD in {(End is RankedEnd.PredictedTop or RankedEnd.PredictedBottom ? "predicted" : "true")} "
        + $"{(IsTop ? "top" : "bottom")}{Percent}";

    /// <inheritdoc/>
    public override string Description =>
        $"tau-b among the k {(IsTop ? "best" : "worst")} by "
            + (End is RankedEnd.PredictedTop or RankedEnd.PredictedBottom ? "score" : "truth");

    /// <inheritdoc/>
    public override ScoreDirection Direction => ScoreDirection.HigherIsBetter;

    private bool IsTop => End is RankedEnd.PredictedTop or RankedEnd.TrueTop;

    /// <inheritdoc/>
    public override double Chance(RankedSample sample) => 0;

    /// <inheritdoc/>
    public override RatioCriterion At(double ratio) => new KendallWithin(End, ratio);

    /// <inheritdoc/>
    protected override ScoreValue Compute(RankedSample sample, int k)
    {
        var view = End is RankedEnd.PredictedTop or RankedEnd.PredictedBottom ? sample : sample.Transposed; // tau is symmetric
        var pairs = IsTop
            ? view.PairsFrom(Cut.Top(view.Scores, k).Border)
            : view.PairsBelow(Cut.Bottom(view.Scores, k).Border + 1);
        return pairs.Total == 0 ? ScoreValue.Missing("a correlation needs at least two rows")
            : pairs.TiedInScores == pairs.Total
                || pairs.TiedInTruth == pairs.Total ? ScoreValue.Missing("scores or truth are constant there")
            : KendallTauB.Of(pairs);
    }
}
