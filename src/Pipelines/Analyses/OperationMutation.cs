using System.Globalization;

namespace NasPipelines;

/// <summary>What happens to truth and score when one operation of an architecture is replaced by another and nothing else changes.</summary>
/// <param name="From">The operation replaced.</param>
/// <param name="To">The operation put in its place.</param>
/// <param name="TruthRises">Share of the pairs whose truth rises, equal ones counted half.</param>
/// <param name="ScoreRises">Share of the pairs whose score rises, equal ones counted half.</param>
/// <param name="BiasError">Standard error of <see cref="Bias"/>, from the pairwise differences.</param>
/// <param name="TruthTies">Number of pairs of equal truth.</param>
/// <param name="ScoreTies">Number of pairs of equal score.</param>
public sealed record OperationMutation(string From, string To, Proportion TruthRises, Proportion ScoreRises, double BiasError, long TruthTies, long ScoreTies)
{
    /// <summary>Number of pairs of architectures.</summary>
    public long Pairs => TruthRises.Cases;

    /// <summary>ScoreRises - TruthRises: positive where the estimator prefers <see cref="To"/> more often than the truth does.</summary>
    public double Bias => ScoreRises.Value - TruthRises.Value;

    /// <summary>The mutation, both shares and the bias.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{From} → {To} ({Pairs} pairs): truth rises {TruthRises}, score rises {ScoreRises}, bias {Bias:+0.000;-0.000;0.000} ± {BiasError:0.000}");
}
