using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace NasPipelines.Scoring;

/// <summary>
/// A fitted <see cref="ScoringEstimator"/>: adds scores to a view of architectures. Lazy: an architecture is scored when a score column of its row is
/// read, and once only, however often and by whomever it is read.
/// </summary>
/// <remarks>Owns the networks' parameters; dispose it to free them.</remarks>
/// <threadsafety>Safe for use by several threads.</threadsafety>
public sealed class ScoringTransformer : ITransformer, IDisposable
{
    private readonly MLContext _context;
    private readonly ScoringSession _session;
    private readonly ITransformer _chain;
    private readonly string _architectureColumn;
    private readonly int _workers;

    internal ScoringTransformer(MLContext context, ScoringSession session, ITransformer chain, string architectureColumn, int workers)
    {
        _context = context;
        _session = session;
        _chain = chain;
        _architectureColumn = architectureColumn;
        _workers = workers;
    }

    /// <inheritdoc/>
    public bool IsRowToRowMapper => true;

    /// <summary>How many architectures have been put through a network so far.</summary>
    public int Evaluations => _session.Evaluations;

    /// <inheritdoc/>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => ScoreAnnotations.Annotate(_chain.GetOutputSchema(inputSchema), _session.Scorer);

    /// <inheritdoc/>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => _chain.GetRowToRowMapper(inputSchema);

    /// <inheritdoc/>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new SequentialView(input, _chain.GetRowToRowMapper(input.Schema), GetOutputSchema(input.Schema));
    }

    /// <summary>Scores a whole view at once, with the workers of the options; what is then transformed is read from memory.</summary>
    /// <param name="input">A view of architectures.</param>
    /// <param name="progress">Told after each architecture.</param>
    /// <param name="cancellation">Stops between architectures; what is scored stays.</param>
    /// <exception cref="FormatException">A row is not an architecture of the space; the message names the row.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public ScoringSummary ScoreAll(IDataView input, IProgress<ScoringProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        var texts = input.GetColumn<string>(_architectureColumn).ToList();
        for (var row = 0; row < texts.Count; row++)
        {
            try
            {
                _session.KeyOf(texts[row]);
            }
            catch (FormatException e)
            {
                throw new FormatException($"Row {row}, column '{_architectureColumn}': {e.Message}", e);
            }
        }

        using var channel = ((IHostEnvironment)_context).Register("NasPipelines.Scoring").Start("ScoreAll");
        channel.Info(MessageSensitivity.None, $"scoring {texts.Count} rows: {_session.Scorer.Provenance}");
        var summary = ScoringRun.Run(_session, texts, _workers, progress, cancellation);
        channel.Info(MessageSensitivity.None, $"scored {summary.Distinct} distinct architectures of {summary.Rows} rows in {summary.Seconds:f1} s; {summary.Failed} without any score");
        return summary;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _session.Dispose();
        (_chain as IDisposable)?.Dispose();
    }

    void ICanSaveModel.Save(ModelSaveContext ctx) => _chain.Save(ctx);
}
