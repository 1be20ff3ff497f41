using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using NasPipelines.Scoring.Journals;
using NasPipelines.Spaces;

namespace NasPipelines.Scoring;

/// <summary>
/// A scorer with its memory, both owned by one stage: each distinct architecture is scored once, whoever asks and however often. A failure
/// that is thrown is not remembered, and one caller's cancellation does not reach another.
/// </summary>
/// <threadsafety>Safe for use by several threads.</threadsafety>
internal sealed class ScoreMemo : IDisposable
{
    private static readonly ScoreRow Whole = new([]);

    private readonly ConcurrentDictionary<string, ScoreRow> _byText = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Cell> _byKey = new(StringComparer.Ordinal);
    private readonly JournalSection? _journal;
    private readonly RemoteScoring? _remote;
    private readonly bool _ofEncoding;
    private readonly bool _mixed;
    private readonly ScorerLifetime _lifetime;
    private int _evaluations;
    private int _resumed;

    public ScoreMemo(Scorer scorer, JournalSection? journal = null, RemoteScoring? remote = null)
    {
        Scorer = scorer;
        (_journal, _remote, _lifetime) = (journal, remote, new(scorer));
        _ofEncoding = scorer.Columns.All(c => c.DependsOnEncoding);
        _mixed = !_ofEncoding && scorer.Columns.Any(c => c.DependsOnEncoding);
    }

    public Scorer Scorer { get; }

    /// <summary>Whether architectures are scored on a cluster.</summary>
    public bool IsRemote => _remote is not null;

    /// <summary>How many architectures have been scored, that is, passed through the network.</summary>
    public int Evaluations => _evaluations;

    /// <summary>How many architectures were found in the journal.</summary>
    public int Resumed => _resumed;

    /// <summary>The scores of an architecture.</summary>
    /// <param name="text">How the architecture is written; what the memory goes by first.</param>
    /// <param name="parse">Gives the architecture where the text is new.</param>
    /// <param name="context">Threads to use, and what stops the work.</param>
    /// <exception cref="FormatException">The text is not an architecture of the space.</exception>
    /// <exception cref="ObjectDisposedException">The stage was disposed.</exception>
    public ScoreRow Score(string text, Func<string, Architecture> parse, ScoringContext context) =>
        Score(text, parse, static (text, parse) => parse(text), context);

    /// <summary>The scores of an architecture that is parsed.</summary>
    /// <param name="text">How it is written.</param>
    /// <param name="architecture">The architecture.</param>
    /// <param name="context">Threads to use, and what stops the work.</param>
    /// <exception cref="ObjectDisposedException">The stage was disposed.</exception>
    public ScoreRow Score(string text, Architecture architecture, ScoringContext context) =>
        Score(text, architecture, static (_, architecture) => architecture, context);

    private ScoreRow Score<T>(string text, T source, Func<string, T, Architecture> architecture, ScoringContext context)
    {
        _lifetime.ThrowIfDisposed();
        if (_byText.TryGetValue(text, out var known))
        {
            return known;
        }

        using var use = _lifetime.Begin();
        return Compute(text, architecture(text, source), context);
    }

    /// <summary>The scores of a text that was asked for before; null where it was not.</summary>
    public ScoreRow? Known(string text)
    {
        _lifetime.ThrowIfDisposed();
        return _byText.GetValueOrDefault(text);
    }

    /// <summary>Writes down in the journal what a run means to score; null where there is none, or nothing of it is kept.</summary>
    public JournalTask? Begin(JournalPlan plan) => _journal?.Begin(plan);

    /// <summary>Frees the scorer; where it is at work on another thread, as soon as it is done.</summary>
    public void Dispose() => _lifetime.Dispose();

    /// <summary>The key of an architecture; its text where finding the key fails.</summary>
    public string KeyOf(Architecture architecture) => KeyOf(architecture, out _);

    /// <summary>Whether finding the key succeeds: otherwise there is no score to keep.</summary>
    public bool HasKey(Architecture architecture)
    {
        _ = KeyOf(architecture, out var failure);
        return failure is null;
    }

    // A space of somebody's own that cannot tell the function of one architecture says so of this one.
    private string KeyOf(Architecture architecture, out ScoreRow? failure)
    {
        var key = new StrongBox<string?>();
        failure = ScoringFailure.Attempt(
            Scorer.Columns.Count,
            (Scorer, architecture, key),
            static s =>
            {
                s.key.Value = s.Scorer.KeyOf(s.architecture);
                return Whole;
            },
            ScoringFailure.OwnerOf(Scorer.Space, architecture));
        failure = ReferenceEquals(failure, Whole) ? null : failure;
        return key.Value ?? architecture.Text;
    }

    /// <summary>Scores architectures on the cluster, those that are not known yet; they are known then.</summary>
    /// <param name="architectures">Architectures, one of each key.</param>
    /// <param name="threads">Threads of one score.</param>
    /// <param name="done">Told of each, known before or not; by one thread at a time.</param>
    /// <param name="run">Cancellation.</param>
    public void ScoreRemotely(IReadOnlyList<Architecture> architectures, int threads, Action done, RunOptions run)
    {
        using var use = _lifetime.Begin();
        List<(string Key, Cell Cell, Architecture Architecture)> lacking = [];
        foreach (var architecture in architectures)
        {
            run.ThrowIfStopped();
            var key = KeyOf(architecture, out var failure);
            var cell = _byKey.GetOrAdd(key, _ => new Cell());
            if (failure is null && !IsKnown(key, cell, architecture))
            {
                lacking.Add((key, cell, architecture));
                continue;
            }

            done();
        }

        if (lacking.Count > 0)
        {
            _remote!.Score([.. lacking.Select(l => l.Architecture.Text)], threads, Take, run);
        }

        void Take(int place, ScoreRow row)
        {
            var (key, cell, architecture) = lacking[place];
            lock (cell)
            {
                if (cell.Row is null)
                {
                    Interlocked.Increment(ref _evaluations);
                    cell.Row = Kept(key, architecture, row, threads);
                }
            }

            done();
        }
    }

    private bool IsKnown(string key, Cell cell, Architecture architecture)
    {
        lock (cell)
        {
            cell.Row ??= HeldByText(key, architecture);
            if (cell.Row is null && _journal?.Find(key) is { } known)
            {
                Interlocked.Increment(ref _resumed);
                cell.Row = known;
            }

            return cell.Row is not null;
        }
    }

    private ScoreRow Compute(string text, Architecture architecture, ScoringContext context)
    {
        var key = KeyOf(architecture, out var failure);
        if (failure is not null)
        {
            return _byText.GetOrAdd(text, failure);
        }

        var cell = _byKey.GetOrAdd(key, static _ => new Cell());
        ScoreRow row;
        lock (cell)
        {
            // Whoever comes first computes, with a token of his own; where that fails, the next one does.
            row = cell.Row ??= HeldByText(key, architecture) ?? Obtain(key, architecture, context);
        }

        if (_mixed)
        {
            row = OwnValues(row, Attempt(architecture, context, static s => s.Scorer.ScoreEncoding(s.Architecture, s.Context)));
        }

        row = _byText.GetOrAdd(text, row);
        if (IsItsText(key, architecture) && text == key)
        {
            _byKey.TryRemove(key, out _);
        }

        return row;
    }

    // What is of the text alone is held by its text, and of hundreds of thousands of architectures not by a key as well.
    private bool IsItsText(string key, Architecture architecture) => _ofEncoding && key == architecture.Text;

    private ScoreRow? HeldByText(string key, Architecture architecture) =>
        IsItsText(key, architecture) ? _byText.GetValueOrDefault(key) : null;

    private ScoreRow Obtain(string key, Architecture architecture, ScoringContext context)
    {
        context.CancellationToken.ThrowIfCancellationRequested();
        if (_journal?.Find(key) is { } known)
        {
            Interlocked.Increment(ref _resumed);
            return known;
        }

        Interlocked.Increment(ref _evaluations);
        return Kept(
            key,
            architecture,
            _remote is null
                ? Attempt(architecture, context, static s => s.Scorer.Score(s.Architecture, s.Context))
                : _remote.Score(architecture.Text, context),
            context.Threads);
    }

    private ScoreRow Kept(string key, Architecture architecture, ScoreRow row, int threads)
    {
        if (row.Values.Length != Scorer.Columns.Count)
        {
            throw new InvalidOperationException(
                $"{Scorer.GetType().Name} gave {row.Values.Length} values of {architecture.Text} for its {Scorer.Columns.Count} columns.");
        }

        _journal?.Append(key, architecture.Text, row, threads);
        return row;
    }

    private ScoreRow Attempt(
        Architecture architecture, ScoringContext context,
        Func<(Scorer Scorer, Architecture Architecture, ScoringContext Context), ScoreRow> score) =>
        ScoringFailure.Attempt(
            Scorer.Columns.Count, (Scorer, architecture, context), score, ScoringFailure.OwnerOf(Scorer.Space, architecture));

    private ScoreRow OwnValues(ScoreRow shared, ScoreRow own) =>
        new(shared.Values.Select((value, i) => Scorer.Columns[i].DependsOnEncoding ? own.Values[i] : value), shared.Seconds)
        {
            Failed = shared.Failed,
        };

    private sealed class Cell
    {
        public ScoreRow? Row { get; set; }
    }
}
