using Microsoft.ML;
using NasPipelines.Images;
using NasPipelines.OneShot.Import;
using NasPipelines.Scoring;
using NasPipelines.Trainers.WeightSharing;
using NasPipelines.Trainers.WeightSharing.Scoring;

namespace NasPipelines;

/// <summary>Stages that train on the architectures of a view.</summary>
public sealed class NasTrainersCatalog
{
    private readonly MLContext _context;

    internal NasTrainersCatalog(MLContext context) => _context = context;

    /// <summary>
    /// Trains the shared weights of a supernet on the paths of the view's architectures, and adds <c>oneshot_acc</c> and
    /// <c>oneshot_loss</c>, higher is better.
    /// </summary>
    /// <param name="images">The images; the last ones are kept for measuring.</param>
    /// <param name="options">The recipe.</param>
    /// <param name="supernet">The supernet, where it is one of your own; null takes the one of the view's search space.</param>
    /// <param name="architectureColumnName">The column of architectures.</param>
    /// <param name="badRows">What is done about a row that is no architecture; one without scores is not trained.</param>
    /// <exception cref="ArgumentException">An option is out of range, or no image is left to measure on.</exception>
    public SupernetEstimator Supernet(
        ImageSet images, SupernetOptions options, Supernet? supernet = null, string architectureColumnName = "Architecture",
        BadRows badRows = BadRows.Fail) =>
        new(_context, images, options, supernet, architectureColumnName, badRows: badRows);

    /// <inheritdoc cref="PythonSupernet.Import"/>
    public ImportedSupernet ImportSupernet(string path, SupernetImportOptions? options = null) => PythonSupernet.Import(path, options);

    /// <inheritdoc cref="PythonSupernet.Inspect"/>
    public IReadOnlyList<CheckpointEntry> InspectCheckpoint(string path) => PythonSupernet.Inspect(path);
}
