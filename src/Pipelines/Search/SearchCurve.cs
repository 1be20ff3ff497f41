using System.Collections.Immutable;
using System.Globalization;

namespace NasPipelines;

/// <summary>The best true quality that a simulated search has found, against the number of architectures trained.</summary>
/// <param name="Strategy">How architectures were chosen.</param>
/// <param name="Estimators">The estimators that guided it; empty where none did.</param>
/// <param name="BestTruth">
/// For each number of trained architectures from 1 the mean over the searches, with the interval of 95 % of single searches and the standard
/// deviation among them.
/// </param>
/// <param name="Scored">Mean number of architectures that the estimators scored in a search.</param>
/// <param name="BestPossible">The best truth of the benchmark.</param>
public sealed record SearchCurve(
    SearchStrategy Strategy, ImmutableArray<string> Estimators, ImmutableArray<CriterionInterval> BestTruth, double Scored, double BestPossible)
{
    /// <summary>The mean regret after a number of trained architectures: how much worse than the best of the benchmark the best found is.</summary>
    /// <param name="trained">Number of architectures trained, from 1.</param>
    public double Regret(int trained) => BestPossible - BestTruth[trained - 1].Value;

    /// <summary>The smallest number of trained architectures whose mean best truth reaches a level; null where the budget is too small for it.</summary>
    /// <param name="truth">The level.</param>
    public int? TrainedToReach(double truth)
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
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Strategy}{(Estimators.IsEmpty ? "" : $" by {string.Join(", then ", Estimators)}")}: {BestTruth[^1]} after {BestTruth.Length}, regret {Regret(BestTruth.Length):F3}");
}
