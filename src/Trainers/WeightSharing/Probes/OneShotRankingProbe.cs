using NasPipelines.Spaces;
using NasPipelines.Trainers.Training;

namespace NasPipelines.Trainers.WeightSharing.Probes;

/// <summary>
/// One-shot accuracy of fixed architectures while a supernet is trained, and what a callback makes of it: their rank correlation with the
/// truth, say.
/// </summary>
/// <param name="name">Name of the value that the callback gives.</param>
/// <param name="architectures">The architectures.</param>
/// <param name="every">Epochs between measurements.</param>
/// <param name="judge">Maps the one-shot metrics, in the order of the architectures, to a number.</param>
/// <param name="images">Images of the validation part to measure on, the first ones; null takes all.</param>
/// <param name="batchSize">Images in a batch, which batch statistics are taken over.</param>
internal sealed class OneShotRankingProbe(
    string name, IReadOnlyList<Architecture> architectures, int every, Func<IReadOnlyList<ImageMetrics>, double> judge, int? images = null,
    int batchSize = 250)
    : SupernetProbe
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Names { get; } = [name, "oneshot_accuracy", "oneshot_loss"];

    /// <inheritdoc/>
    public override IReadOnlyList<double> AfterEpoch(SupernetView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        if (view.Epoch % every != 0 || view.Validation is not { } validation)
        {
            return [];
        }

        var measured = images is { } count && count < validation.Count ? validation.Take(0, count) : validation;
        ImageMetrics[] metrics = [.. architectures.Select(a => view.Evaluate(a, measured, batchSize))];
        return [judge(metrics), metrics.Average(m => m.Accuracy), metrics.Average(m => m.Loss)];
    }
}
