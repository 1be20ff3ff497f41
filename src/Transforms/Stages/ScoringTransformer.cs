using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using NasPipelines.Scoring;
using NasPipelines.Views;

namespace NasPipelines.Stages;

/// <summary>
/// A fitted <see cref="ScoringEstimator"/>: adds scores to a view of architectures. Lazy: an architecture is scored when a score column of
/// its row is read, and once only, however often and by whomever it is read.
/// </summary>
/// <remarks>Owns its scorer, with the networks' parameters; dispose it to free them.</remarks>
/// <threadsafety>Safe for use by several threads.</threadsafety>
public sealed class ScoringTransformer : ITransformer, IDisposable
{
    private readonly MLContext _context;
    private readonly ScoreMemo _memo;
    private readonly StageOptions _options;
    private readonly Lazy<ScoringQueue> _queue;
    private bool _disposed;

    internal ScoringTransformer(MLContext context, ScoreMemo memo, StageOptions options)
    {
        (_context, _memo, _options) = (context, memo, options);
        _queue = new(() => new ScoringQueue(memo, options));
    }

    /// <inheritdoc/>
    bool ITransformer.IsRowToRowMapper => true;

    /// <summary>How many architectures have been put through a network so far.</summary>
    public int Evaluations => _memo.Evaluations;

    /// <inheritdoc/>
    DataViewSchema ITransformer.GetOutputSchema(DataViewSchema inputSchema) => Mapper(inputSchema).OutputSchema;

    /// <inheritdoc/>
    /// <exception cref="ObjectDisposedException">The stage was disposed.</exception>
    IRowToRowMapper ITransformer.GetRowToRowMapper(DataViewSchema inputSchema) => Mapper(inputSchema);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There is no column of architectures.</exception>
    /// <exception cref="ObjectDisposedException">The stage was disposed.</exception>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new SequentialView(input, Mapper(input.Schema), _memo.IsRemote ? Together(input) : null);
    }

    /// <summary>Scores a whole view at once; what is then transformed is read from memory.</summary>
    /// <param name="input">A view of architectures.</param>
    /// <param name="run">
    /// Workers, threads, progress, cancellation (between architectures; what is scored stays). Where it names no threads, the stage's
    /// count.
    /// </param>
    /// <exception cref="FormatException">A row is not an architecture of the space; the message names the row.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The stage was disposed.</exception>
    public ScoringSummary ScoreAll(IDataView input, RunOptions? run = null) => ScoreAll(input, null, run);

    /// <summary>
    /// Scores a part of a view, for one of several processes that score it together. The scores are in the stage's journal; every shard
    /// has one of its own. Merged, they are what a stage reads the whole view from. Rows of other shards are left alone.
    /// </summary>
    /// <param name="input">The whole view, the same for all shards; the order of its rows does not matter.</param>
    /// <param name="shard">Which part of its distinct functions; null for all.</param>
    /// <param name="run">As for a whole view.</param>
    /// <returns>What was done; it counts the rows of the shard only.</returns>
    /// <exception cref="InvalidOperationException">There is a shard, and the stage has no journal that could keep its scores.</exception>
    /// <exception cref="FormatException">A row is not an architecture of the space; the message names the row.</exception>
    /// <exception cref="OperationCanceledException">A token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The stage was disposed.</exception>
    public ScoringSummary ScoreAll(IDataView input, Shard? shard, RunOptions? run)
    {
        ArgumentNullException.ThrowIfNull(input);
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (shard is not null && _options.Journal is null or { Database.IsReadOnly: true })
        {
            throw new InvalidOperationException(
                $"Shard {shard} has nowhere to keep its scores: set the option Journal to a journal of its own, open to write.");
        }

        run ??= new();
        run.Validate();
        if (run.Threads == 0)
        {
            run = run.WithThreads(_options.Threads);
        }

        var (rows, bad) = ArchitectureColumn.Read(input, _options.ArchitectureColumn, _memo.Scorer.Space, _options.BadRows);
        using var channel = ((IHostEnvironment)_context).Register("NasPipelines.Scoring").Start("ScoreAll");
        var plan = _memo.IsRemote ? WorkerPlan.Elsewhere(run) : WorkerPlan.Of(_memo.Scorer, rows, run);
        channel.Info(
            MessageSensitivity.None,
            $"scoring {(shard is null ? "" : $"shard {shard} of ")}{rows.Count + bad.Count} rows, "
                + $"{(_memo.IsRemote ? "on a cluster" : plan.Told)}: {_memo.Scorer.Provenance}");
        if (plan.Doubt is { } doubt)
        {
            channel.Warning(MessageSensitivity.None, doubt);
        }

        var summary = ScoringRun.Run(_memo, rows, run, plan, [.. bad.Select(fault => RowScores.Missing(_memo, fault))], shard);
        channel.Info(
            MessageSensitivity.None,
            FormattableString.Invariant($"scored {summary.Distinct} distinct architectures of {summary.Rows} rows in ")
            + FormattableString.Invariant($"{summary.Seconds:f1} s; {summary.Failed} without any score"));
        return summary;
    }

    /// <summary>The architectures of a shard, as a view writes them, in its order: those that <c>ScoreAll</c> scores.</summary>
    /// <param name="input">The whole view.</param>
    /// <param name="shard">Which part of its distinct functions.</param>
    /// <exception cref="FormatException">A row is not an architecture of the space; the message names the row.</exception>
    /// <exception cref="ObjectDisposedException">The stage was disposed.</exception>
    public IReadOnlyList<string> RowsOf(IDataView input, Shard shard)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(shard);
        ObjectDisposedException.ThrowIf(_disposed, this);
        var (rows, _) = ArchitectureColumn.Read(input, _options.ArchitectureColumn, _memo.Scorer.Space, _options.BadRows);
        return [.. ShardedRows.Of(_memo, rows, shard).Rows.Select(row => row.Text)];
    }

    /// <summary>
    /// The scores of one architecture, for a service with many callers: they wait in a queue of bounded length and hold no thread, while as
    /// many architectures are scored at a time as the machine has cores for (the stage's threads each).
    /// </summary>
    /// <param name="architecture">Its text, in any encoding of the space.</param>
    /// <param name="cancellationToken">Leaves the queue, or stops the scoring.</param>
    /// <returns>The scores by the names of their columns, higher is better; a reason where there is none.</returns>
    /// <exception cref="ScoringQueueFullException">As many as the options allow wait already.</exception>
    /// <exception cref="FormatException">It is no architecture of the space, and the options say that this is an error.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The stage was disposed.</exception>
    public async Task<IReadOnlyDictionary<string, ScoreValue>> ScoreAsync(
        string architecture, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        ObjectDisposedException.ThrowIf(_disposed, this);
        cancellationToken.ThrowIfCancellationRequested();
        var row = await _queue.Value.Score(architecture, cancellationToken).ConfigureAwait(false);
        return _memo.Scorer.Columns.Select((column, i) => (column.Name, Value: row.Values[i].Reason is { } reason
            ? ScoreValue.Missing(reason)
            : row.Oriented(i, column.Direction))).ToDictionary(c => c.Name, c => c.Value);
    }

    /// <summary>Frees the scorer; views that were made with this stage have no scores any more.</summary>
    public void Dispose()
    {
        _disposed = true;
        if (_queue.IsValueCreated)
        {
            _queue.Value.Dispose();
        }

        _memo.Dispose();
    }

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        SavedStage.Save(_context, _memo.Scorer, _options, ctx);
    }

    // Rows that are read one by one would be sent one by one.
    private Action<IReadOnlyList<DataViewSchema.Column>> Together(IDataView input)
    {
        var scored = false;
        return columns =>
        {
            if (!scored && columns.Any(c => c.Index >= input.Schema.Count))
            {
                ScoreAll(input);
                scored = true;
            }
        };
    }

    private ScoringRowMapper Mapper(DataViewSchema input)
    {
        ArgumentNullException.ThrowIfNull(input);
        ObjectDisposedException.ThrowIf(_disposed, this);
        return new(_memo, input, _options);
    }
}
