using System.Collections.Immutable;
using System.Globalization;
using NasPipelines.Ranking;

namespace NasPipelines.Analyses;

/// <summary>The rank difference of an estimator regressed on structural axes: what kind of architecture it over-estimates.</summary>
/// <remarks>
/// Ordinary least squares of the rank difference (true rank less estimated rank, as a share of the architectures) on the axes, each
/// standardised. An axis that those before it explain has no slope. The standard errors take architectures as independent.
/// </remarks>
public sealed class BiasRegression : AnalysisResult
{
    private BiasRegression(ImmutableArray<AxisEffect> effects, double rSquared, int count, int missing) =>
        (Effects, RSquared, Count, Missing) = (effects, rSquared, count, missing);

    /// <summary>The effect of each axis.</summary>
    public ImmutableArray<AxisEffect> Effects { get; }

    /// <summary>Share of the variance of the rank difference that the axes explain; 0 for an estimator without such a bias.</summary>
    public double RSquared { get; }

    /// <summary>Number of architectures.</summary>
    public int Count { get; }

    /// <summary>Regresses the rank difference of one score.</summary>
    /// <param name="truth">The true quality, one per architecture, higher is better.</param>
    /// <param name="scores">The scores of the same architectures, higher is better; NaN where there is none.</param>
    /// <param name="axes">The axes by name, one value per architecture.</param>
    /// <exception cref="ArgumentException">The lengths differ, no axis is named, or no row has all values.</exception>
    internal static BiasRegression Compute(
        ReadOnlySpan<double> truth, ReadOnlySpan<double> scores, IReadOnlyList<KeyValuePair<string, double[]>> axes)
    {
        ArgumentNullException.ThrowIfNull(axes);
        if (axes.Count == 0)
        {
            throw new ArgumentException("Name at least one axis.", nameof(axes));
        }

        var rows = CompleteRows.Of([scores.ToArray(), truth.ToArray(), .. axes.Select(a => a.Value)]);
        var differences = RankDifference.Compute(rows.Take(truth), rows.Take(scores));
        double[][] columns = [.. axes.Select(a => rows.Take(a.Value))];
        var (slopes, errors, rSquared) = LeastSquares.Fit(columns, differences);
        return new(
            [.. axes.Select((axis, i) => new AxisEffect(
                axis.Key,
                new Spearman().Evaluate(columns[i], differences),
                slopes[i],
                errors[i],
                !double.IsNaN(slopes[i]) ? null : columns[i].Distinct().Count() == 1 ? "constant" : "explained by the axes before it"))],
            rSquared,
            differences.Length,
            rows.Missing);
    }

    /// <summary>The same with effects of axes that took no part put between, where there is one; the others stay in their order.</summary>
    internal BiasRegression With(IEnumerable<AxisEffect?> others)
    {
        var next = 0;
        return new([.. others.Select(other => other ?? Effects[next++])], RSquared, Count, Missing);
    }

    /// <summary>One line per axis.</summary>
    private protected override string Print() => string.Join(
        Environment.NewLine,
        Effects.Select(e => e.ToString()).Append(
            string.Create(CultureInfo.InvariantCulture, $"R² {RSquared:F3} on {Count} architectures, {Missing} left out")));
}
