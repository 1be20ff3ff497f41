using NasPipelines.Uncertainty;

namespace NasPipelines.Combinations;

/// <summary>What a learned combination reaches with a number of labels.</summary>
public sealed class LearningPoint : PrintedResult
{
    internal LearningPoint(int labels, CriterionInterval kendall, TreeSettings chosen) =>
        (Labels, Kendall, Chosen) = (labels, kendall, chosen);

    /// <summary>Number of labelled architectures.</summary>
    public int Labels { get; }

    /// <summary>Tau-b on all other architectures, mean over the repetitions, with the interval of single repetitions.</summary>
    public CriterionInterval Kendall { get; }

    /// <summary>The settings that the inner cross-validation chose most often.</summary>
    public TreeSettings Chosen { get; }

    /// <summary>Labels and tau.</summary>
    private protected override string Print() => FormattableString.Invariant($"{Labels} labels: KD {Kendall}");
}
