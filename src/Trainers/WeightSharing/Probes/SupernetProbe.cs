using NasPipelines.Spaces;

namespace NasPipelines.Trainers.WeightSharing.Probes;

/// <summary>
/// A measurement taken while a supernet is trained: derive from it for one of your own. It must not change the weights.
/// </summary>
public abstract class SupernetProbe
{
    /// <summary>The names of its values: columns of the metrics file.</summary>
    public abstract IReadOnlyList<string> Names { get; }

    /// <summary>Called after each step.</summary>
    /// <param name="view">The supernet as it stands.</param>
    /// <param name="paths">The paths of the step.</param>
    public virtual void AfterStep(SupernetView view, IReadOnlyList<Architecture> paths)
    {
    }

    /// <summary>Called after each epoch.</summary>
    /// <param name="view">The supernet as it stands.</param>
    /// <returns>A value per name, or none where nothing was measured in this epoch.</returns>
    public abstract IReadOnlyList<double> AfterEpoch(SupernetView view);
}
