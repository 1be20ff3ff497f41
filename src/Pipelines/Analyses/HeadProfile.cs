using System.Collections.Immutable;
using System.Globalization;
using NasPipelines.Ranking;
using NasPipelines.Ranking.Statistics;
using NasPipelines.Scoring;

namespace NasPipelines.Analyses;

/// <summary>
/// Tau-b among the truly best share of the architectures, for several shares: whether an estimator still tells winners apart.
/// </summary>
/// <remarks>Architectures as good as the last one of the share belong to it (<see cref="KendallWithin"/>).</remarks>
public sealed class HeadProfile : AnalysisResult
{
    private HeadProfile(ImmutableArray<KeyValuePair<double, ScoreValue>> points, int missing) => (Points, Missing) = (points, missing);

    /// <summary>The shares looked at where none are named: 1, 2, 5, 10, 25, 50 and 100 %.</summary>
    internal static ImmutableArray<double> DefaultShares { get; } = [0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1];

    /// <summary>Tau-b by share, in the order asked for.</summary>
    public ImmutableArray<KeyValuePair<double, ScoreValue>> Points { get; }

    /// <summary>Computes the profile.</summary>
    /// <param name="truth">The true quality, one per architecture, higher is better.</param>
    /// <param name="scores">The scores of the same architectures, higher is better; NaN where there is none.</param>
    /// <param name="shares">The shares, each in (0, 1]; <see cref="DefaultShares"/> where there are none.</param>
    /// <exception cref="ArgumentException">The lengths differ, or no row has both values.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A share is not in (0, 1].</exception>
    internal static HeadProfile Compute(ReadOnlySpan<double> truth, ReadOnlySpan<double> scores, params ReadOnlySpan<double> shares)
    {
        var rows = CompleteRows.Of(scores.ToArray(), truth.ToArray());
        var sample = RankedSample.Of(rows.Take(truth), rows.Take(scores));
        ImmutableArray<double> wanted = shares.IsEmpty ? DefaultShares : [.. shares];
        return new([.. wanted.Select(share => KeyValuePair.Create(share, new KendallWithin(RankedEnd.TrueTop, share).Evaluate(sample)))],
            rows.Missing);
    }

    /// <summary>The shares and their taus.</summary>
    private protected override string Print() =>
        string.Join(", ", Points.Select(p => string.Create(CultureInfo.InvariantCulture, $"top {p.Key:P0} {p.Value}")));
}
