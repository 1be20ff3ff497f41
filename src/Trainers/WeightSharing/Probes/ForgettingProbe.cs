using NasPipelines.Spaces;

namespace NasPipelines.Trainers.WeightSharing.Probes;

/// <summary>
/// Forgetting value (Ning et al. 2021, section 4.3): accuracy of an architecture after the rest of an epoch minus its accuracy right after
/// its own update, over several architectures of the epoch. Negative where training others destroys what was learnt.
/// </summary>
/// <param name="architectures">Architectures followed per measured epoch, spread evenly over its steps.</param>
/// <param name="every">Epochs between measurements.</param>
/// <param name="images">Images of the validation part to measure on.</param>
/// <param name="batchSize">Images in a batch.</param>
internal sealed class ForgettingProbe(int architectures = 8, int every = 1, int images = 1000, int batchSize = 250) : SupernetProbe
{
    private readonly List<(Architecture Architecture, double Accuracy)> _followed = [];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Names { get; } = ["forgetting_mean", "forgetting_deviation"];

    /// <inheritdoc/>
    public override void AfterStep(SupernetView view, IReadOnlyList<Architecture> paths)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(paths);
        if (view.Step == 1)
        {
            _followed.Clear();
        }

        var due = (view.Step * architectures / view.StepsPerEpoch) > ((view.Step - 1) * architectures / view.StepsPerEpoch);
        if (Measures(view.Epoch + 1) && due && view.Step < view.StepsPerEpoch && view.Validation is not null)
        {
            _followed.Add((paths[0], Accuracy(view, paths[0])));
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<double> AfterEpoch(SupernetView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        if (!Measures(view.Epoch) || _followed.Count == 0)
        {
            return [];
        }

        double[] values = [.. _followed.Select(f => Accuracy(view, f.Architecture) - f.Accuracy)];
        var mean = values.Average();
        return [mean, Math.Sqrt(values.Average(v => (v - mean) * (v - mean)))];
    }

    private bool Measures(int epoch) => epoch % every == 0;

    private double Accuracy(SupernetView view, Architecture architecture) =>
        view.Evaluate(architecture, view.Validation!.Take(0, Math.Min(images, view.Validation.Count)), batchSize).Accuracy;
}
