using System.Globalization;
using NasPipelines.Analyses;
using NasPipelines.Ranking;
using NasPipelines.Scoring;

namespace NasPipelines.Uncertainty;

/// <summary>How far the scores of one seed are the estimator's and not the draw of its weights, and what that draw costs.</summary>
/// <remarks>
/// Scores of seeds are taken for one score without noise and a noise of each seed's own. The agreement of two seeds then gives the
/// reliability r of one (sin(π τ / 2), Greiner 1909), and ρ / √r is the correlation with the truth that is left without the noise (Spearman
/// 1904): what the mean over more and more seeds goes to.
/// </remarks>
public sealed class SeedReliability : PrintedResult
{
    private const string Tau = "kendall";

    private SeedReliability(int rows, double[][] seeds, double[] truth)
    {
        (Rows, Seeds) = (rows, seeds.Length);
        Kendall = PairwiseAgreement.Of(Criteria.Get(Tau), seeds);
        Spearman = PairwiseAgreement.Of(Criteria.Get("spearman"), seeds);
        TruthKendall = PairwiseAgreement.Mean(seeds.Select(seed => Criteria.Get(Tau).Evaluate(truth, seed)));
        NoiselessKendall = WithoutNoise();
        ExplainedShare = Explained();
    }

    /// <summary>Architectures with a truth and a score of every seed.</summary>
    public int Rows { get; }

    /// <summary>Number of seeds.</summary>
    public int Seeds { get; }

    /// <summary>Kendall's tau of two seeds, the mean over all pairs of them.</summary>
    public ScoreValue Kendall { get; }

    /// <summary>Spearman's correlation of two seeds, the mean over all pairs of them.</summary>
    public ScoreValue Spearman { get; }

    /// <summary>Kendall's tau of the scores of one seed with the truth, the mean over the seeds.</summary>
    public ScoreValue TruthKendall { get; }

    /// <summary>Kendall's tau with the truth that the mean over very many seeds would have; missing where seeds do not agree.</summary>
    public ScoreValue NoiselessKendall { get; }

    /// <summary>
    /// The share of one seed's disagreement with the truth, 1 - |τ|, that is gone without the noise of seeds, in [0, 1]; the rest is the
    /// estimator's own. Missing where seeds do not agree.
    /// </summary>
    public ScoreValue ExplainedShare { get; }

    /// <summary>The agreement of seeds, and what it costs.</summary>
    private protected override string Print() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Seeds} seeds of {Rows} architectures: KD {Kendall}, SpearmanR {Spearman} between two; KD {TruthKendall} of one with the truth, "
            + $"{NoiselessKendall} without their noise, which explains {ExplainedShare} of the disagreement");

    /// <exception cref="ArgumentException">Fewer than two seeds, lengths differ, or no architecture has a truth and all of
    /// them.</exception>
    internal static SeedReliability Compute(double[] truth, IReadOnlyList<double[]> seeds)
    {
        if (seeds.Count < 2)
        {
            throw new ArgumentException($"Reliability needs the scores of at least two seeds (were {seeds.Count}).", nameof(seeds));
        }

        var rows = CompleteRows.Of([truth, .. seeds]);
        return new(rows.Kept.Length, [.. seeds.Select(seed => rows.Take(seed))], rows.Take(truth));
    }

    private ScoreValue WithoutNoise()
    {
        if (!Kendall.IsDefined)
        {
            return Kendall;
        }

        var (correlation, value) = Attenuation.Of(Tau);
        var reliability = correlation(Kendall.Value);
        return !TruthKendall.IsDefined ? TruthKendall
            : reliability > 0 ? value(Math.Clamp(correlation(TruthKendall.Value) / Math.Sqrt(reliability), -1, 1))
            : ScoreValue.Missing("the seeds do not agree");
    }

    private ScoreValue Explained()
    {
        if (!NoiselessKendall.IsDefined)
        {
            return NoiselessKendall;
        }

        var (agreement, disagreement) = (Math.Abs(TruthKendall.Value), 1 - Math.Abs(TruthKendall.Value));
        return disagreement > 0 ? (Math.Abs(NoiselessKendall.Value) - agreement) / disagreement : 0;
    }
}
