namespace NasPipelines.Trainers.WeightSharing;

/// <summary>What happens in a step to weights that none of its paths contains.</summary>
public enum UnusedWeights
{
    /// <summary>Momentum and decay still move them once they have had a gradient, as in the published supernets.</summary>
    Move,

    /// <summary>They stay as they are.</summary>
    Freeze,
}
