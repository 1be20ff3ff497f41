using NasPipelines.Stages;
using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Images;
using NasPipelines.OneShot;
using NasPipelines.Scoring;
using NasPipelines.Spaces;

namespace NasPipelines.Trainers.WeightSharing.Scoring;

/// <summary>
/// Trains a supernet on the architectures of a view, and adds their one-shot accuracy and negated loss.
/// <list type="table">
/// <item><term>Needs training?</term><description>Yes: the rows are the paths that may be trained.</description></item>
/// <item><term>Reads</term><description>The column of architectures (text, any encoding of the space).</description></item>
/// <item><term>Adds</term><description><c>oneshot_acc</c> and <c>oneshot_loss</c> (<c>Double</c>, higher is better), on the images kept for
/// it.</description></item>
/// <item><term>Deterministic?</term><description>Yes with one thread: weights depend on rows, images, seed and options
/// only.</description></item>
/// <item><term>Saveable?</term><description>The weights are, as a checkpoint.</description></item>
/// </list>
/// </summary>
public sealed class SupernetEstimator : IEstimator<SupernetTransformer>
{
    private const string Accuracy = "oneshot_acc";
    private const string Loss = "oneshot_loss";
    private readonly MLContext _context;
    private readonly ImageSet _images;
    private readonly SupernetOptions _options;
    private readonly string _architectureColumn;
    private readonly Supernet? _supernet;
    private readonly int _evaluationBatch;
    private readonly BadRows _badRows;

    /// <summary>A trainer of supernets.</summary>
    /// <param name="context">The context.</param>
    /// <param name="images">The images; the last ones are kept for measuring.</param>
    /// <param name="options">The recipe.</param>
    /// <param name="supernet">The supernet, where it is one of your own; null takes the one of the view's search space.</param>
    /// <param name="architectureColumnName">The column of architectures.</param>
    /// <param name="evaluationBatchSize">Images in a batch of measuring, which batch statistics are taken over.</param>
    /// <param name="badRows">What is done about a row that is no architecture; one without scores is not trained.</param>
    /// <exception cref="ArgumentException">An option is out of range, or no image is left to measure on.</exception>
    public SupernetEstimator(
        MLContext context,
        ImageSet images,
        SupernetOptions options,
        Supernet? supernet = null,
        string architectureColumnName = "Architecture",
        int evaluationBatchSize = 500,
        BadRows badRows = BadRows.Fail)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if ((int)Math.Round(images.Count * options.ValidationShare) == 0)
        {
            throw new ArgumentException(
                $"{nameof(options.ValidationShare)} leaves no image of {images.Count} to measure on (was {options.ValidationShare}).",
                nameof(options));
        }

        (_context, _images, _options, _supernet) = (context, images, options, supernet);
        (_architectureColumn, _evaluationBatch, _badRows) = (architectureColumnName, evaluationBatchSize, badRows);
    }

    /// <inheritdoc/>
    SupernetTransformer IEstimator<SupernetTransformer>.Fit(IDataView input) => Fit(input);

    /// <summary>Trains.</summary>
    /// <param name="input">A view of architectures.</param>
    /// <param name="run">
    /// Threads, which weights are the same bytes with one of, progress by epoch, and cancellation, which stops between steps: the last
    /// checkpoint stays. Null: one thread.
    /// </param>
    /// <exception cref="ArgumentException">The column is absent or no text, or the space is not known.</exception>
    /// <exception cref="FormatException">A row is no architecture of the space; the message names the row.</exception>
    public SupernetTransformer Fit(IDataView input, RunOptions? run = null)
    {
        run ??= new() { Threads = 1 };
        ArgumentNullException.ThrowIfNull(input);
        var supernet = _supernet ?? Supernets.Of(ArchitectureColumn.SpaceOf(input.Schema, _architectureColumn)
            ?? throw new ArgumentException(
                $"Which search space column '{_architectureColumn}' is of is not known: pass a supernet, one of "
                + $"{string.Join(", ", Supernets.All.Select(s => s.Space.Name))} or your own."));
        var candidates = Candidates(input, supernet.Space);
        var trainer = new SupernetTrainer(supernet, _images, _options);
        var checkpoint = trainer.Train(candidates, run);
        return new(checkpoint, Stage(checkpoint.ToModel(supernet.Space), trainer.Validation!, run.EffectiveThreads).Fit(input));
    }

    /// <inheritdoc/>
    SchemaShape IEstimator<SupernetTransformer>.GetOutputSchema(SchemaShape inputSchema) =>
        ScoringEstimator.ShapeOf(
            _context, inputSchema, [Accuracy, Loss],
            new ScoringOptions { ArchitectureColumnName = _architectureColumn, StatusColumnName = null });

    private ScoringEstimator Stage(SupernetModel model, ImageSet validation, int threads) =>
        ScoringEstimator.OneShot(_context, Accuracy, model, new OneShotOptions
        {
            SearchSpace = model.Space,
            Images = validation,
            BatchSize = Math.Min(_evaluationBatch, validation.Count),
            LossColumnName = Loss,
            ArchitectureColumnName = _architectureColumn,
            StatusColumnName = null,
            BadRows = _badRows,
            Threads = threads,
        });

    private List<Architecture> Candidates(IDataView input, SearchSpace space)
    {
        if (_badRows == BadRows.Fail)
        {
            return [.. ArchitectureColumn.Read(input, _architectureColumn, space).Select(row => row.Architecture)];
        }

        var parse = ArchitectureColumn.Parser(ArchitectureColumn.Require(input.Schema, _architectureColumn), space);
        List<Architecture> read = [];
        foreach (var text in input.GetColumn<string>(_architectureColumn))
        {
            try
            {
                read.Add(parse(text));
            }
            catch (FormatException)
            {
                // It has no score, which says so, and is no path.
            }
        }

        return read;
    }
}
