using System.Collections.Immutable;
using System.Globalization;
using NasPipelines.Uncertainty;

namespace NasPipelines.Search;

/// <summary>The best true quality that a simulated search has found, against the number of architectures trained.</summary>
public sealed class SearchCurve : PrintedResult
{
    internal SearchCurve(
        SearchStrategy strategy, ImmutableArray<string> estimators, ImmutableArray<CriterionInterval> bestTruth, double scored,
        double bestPossible) =>
        (Strategy, Estimators, BestTruth, Scored, BestPossible) = (strategy, estimators, bestTruth, scored, bestPossible);

    /// <summary>How architectures were chosen.</summary>
    internal SearchStrategy Strategy { get; }

    /// <summary>The estimators that guided it; empty where none did.</summary>
    public ImmutableArray<string> Estimators { get; }

    /// <summary>
    /// For each number of trained architectures from 1 the mean over the searches, with the interval of 95 % of single searches and the
    /// standard deviation among them.
    /// </summary>
    public ImmutableArray<CriterionInterval> BestTruth { get; }

    /// <summary>Mean number of architectures that the estimators scored in a search.</summary>
    public double Scored { get; }

    /// <summary>The best truth of the benchmark.</summary>
    public double BestPossible { get; }

    /// <summary>
    /// The mean regret after a number of trained architectures: how much worse than the best of the benchmark the best found is.
    /// </summary>
    /// <param name="trained">Number of architectures trained, from 1.</param>
    public double Regret(int trained) => BestPossible - BestTruth[trained - 1].Value;

    /// <summary>
    /// The smallest number of trained architectures whose mean best truth reaches a level; null where the budget is too small for it.
    /// </summary>
    /// <param name="truth">The level.</param>
    internal int? TrainedToReach(double truth)
    {
        for (var i = 0; i < BestTruth.Length; i++)
        {
            if (BestTruth[i].Value >= truth)
            {
                return i + 1;
            }
        }

        return null;
    }

    /// <summary>What was found at the end of the budget.</summary>
    private protected override string Print() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Strategy}{(Estimators.IsEmpty ? "" : $" by {string.Join(", then ", Estimators)}")}: {BestTruth[^1]} after {BestTruth.Length}, "
            + $"regret {Regret(BestTruth.Length):F3}");
}
