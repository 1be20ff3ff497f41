using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Architectures;
using NasPipelines.Benchmarks;
using NasPipelines.Images;
using NasPipelines.Scoring;

namespace NasPipelines.Training;

/// <summary>
/// Trains a supernet on the architectures of a view, and adds their one-shot accuracy and negated loss.
/// <list type="table">
/// <item><term>Needs training?</term><description>Yes: the rows are the paths that may be trained.</description></item>
/// <item><term>Reads</term><description>The column of architectures (text, any encoding of the space).</description></item>
/// <item><term>Adds</term><description><c>oneshot_acc</c> and <c>oneshot_loss</c> (<c>Double</c>, higher is better), on the images kept for it.</description></item>
/// <item><term>Deterministic?</term><description>Yes with one thread: weights depend on rows, images, seed and options only.</description></item>
/// <item><term>Saveable?</term><description>The weights are, as a checkpoint.</description></item>
/// </list>
/// </summary>
public sealed class SupernetEstimator : IEstimator<ScoringTransformer>
{
    private readonly MLContext _context;
    private readonly ImageSet _images;
    private readonly SupernetOptions _options;
    private readonly string _architectureColumn;
    private readonly string? _space;
    private readonly int _evaluationBatch;

    /// <summary>A trainer of supernets.</summary>
    /// <param name="context">The context.</param>
    /// <param name="images">The images; the last ones are kept for measuring.</param>
    /// <param name="options">The recipe.</param>
    /// <param name="searchSpace">Name of the search space; null takes the one that the column is annotated with.</param>
    /// <param name="architectureColumnName">The column of architectures.</param>
    /// <param name="evaluationBatchSize">Images in a batch of measuring, which batch statistics are taken over.</param>
    /// <exception cref="ArgumentException">An option is out of range, or no image is left to measure on.</exception>
    public SupernetEstimator(
        MLContext context,
        ImageSet images,
        SupernetOptions options,
        string? searchSpace = null,
        string architectureColumnName = "Architecture",
        int evaluationBatchSize = 500)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if ((int)Math.Round(images.Count * options.ValidationShare) == 0)
        {
            throw new ArgumentException(
                $"{nameof(options.ValidationShare)} leaves no image of {images.Count} to measure on (was {options.ValidationShare}).", nameof(options));
        }

        (_context, _images, _options, _space) = (context, images, options, searchSpace);
        (_architectureColumn, _evaluationBatch) = (architectureColumnName, evaluationBatchSize);
    }

    /// <summary>The weights of the last training; null before the first.</summary>
    public SupernetCheckpoint? Checkpoint { get; private set; }

    /// <inheritdoc/>
    public ScoringTransformer Fit(IDataView input) => Fit(input, null);

    /// <summary>Trains.</summary>
    /// <param name="input">A view of architectures.</param>
    /// <param name="run">Threads, progress by epoch, and cancellation, which stops between steps: the last checkpoint stays. Null: one thread.</param>
    /// <exception cref="ArgumentException">The column is absent or no text, or the space is not known.</exception>
    /// <exception cref="FormatException">A row is no architecture of the space; the message names the row.</exception>
    public ScoringTransformer Fit(IDataView input, RunOptions? run)
    {
        ArgumentNullException.ThrowIfNull(input);
        return Scoring(() => Train(input, run)).Fit(input);
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) =>
        Scoring(() => throw new InvalidOperationException("a shape has no scorer")).GetOutputSchema(inputSchema);

    private ScoringEstimator Scoring(Func<IArchitectureScorer> create) =>
        new(_context, _ => create(), [SupernetScorer.Accuracy, SupernetScorer.Loss], _architectureColumn, statusColumn: null, workers: 1);

    private SupernetScorer Train(IDataView input, RunOptions? run)
    {
        var supernet = Supernets.Get(_space ?? SpaceOf(input.Schema)
            ?? throw new ArgumentException(
                $"Which search space column '{_architectureColumn}' is of is not known: name one of {string.Join(", ", Supernets.All.Select(s => s.Space.Name))}."));
        var trainer = new SupernetTrainer(supernet, _images, _options);
        Checkpoint = trainer.Train(Candidates(input, supernet.Space), run);
        return new SupernetScorer(Checkpoint, trainer.Validation!, _evaluationBatch, (run ?? new() { Threads = 1 }).EffectiveThreads);
    }

    private List<Architecture> Candidates(IDataView input, SearchSpace space)
    {
        List<Architecture> candidates = [];
        foreach (var text in input.GetColumn<string>(_architectureColumn))
        {
            try
            {
                candidates.Add(space.Parse(text));
            }
            catch (FormatException e)
            {
                throw new FormatException($"Row {candidates.Count}, column '{_architectureColumn}': {e.Message}", e);
            }
        }

        return candidates;
    }

    private string? SpaceOf(DataViewSchema schema) =>
        schema.GetColumnOrNull(_architectureColumn) is { } column ? ViewAnnotations.Text(column, ViewAnnotations.SearchSpace) : null;
}
