using System.Collections.Concurrent;
using System.Collections.Immutable;
using ExternalException = System.Runtime.InteropServices.ExternalException;
using NasPipelines.Architectures;
using NasPipelines.Scoring.Journals;
using NasPipelines.ZeroShot;

namespace NasPipelines.Scoring;

/// <summary>A scorer with its memory: each distinct architecture is scored once, whoever asks and however often.</summary>
/// <threadsafety>Safe for use by several threads.</threadsafety>
internal sealed class ScoringSession(IArchitectureScorer scorer, JournalSection? journal = null) : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<ScoreRow>> _byText = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<ScoreRow>> _byKey = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _keys = new(StringComparer.Ordinal);
    private readonly bool _mixed = scorer.Scores.Any(s => s.DependsOnEncoding) && !scorer.Scores.All(s => s.DependsOnEncoding);
    private int _evaluations;
    private int _resumed;

    public IArchitectureScorer Scorer => scorer;

    /// <summary>How many architectures have been scored, that is, passed through the network.</summary>
    public int Evaluations => _evaluations;

    /// <summary>How many architectures were found in the journal.</summary>
    public int Resumed => _resumed;

    /// <summary>The scores of an architecture given by its text.</summary>
    /// <exception cref="FormatException">The text is not an architecture of the space.</exception>
    public ScoreRow Score(string text, CancellationToken cancellation = default)
    {
        var row = _byText.GetOrAdd(text, t => new(() => Compute(t, cancellation)));
        try
        {
            return row.Value;
        }
        catch
        {
            // A failure is not remembered: the next request tries again.
            _byText.TryRemove(new(text, row));
            throw;
        }
    }

    /// <summary>The key of an architecture given by its text.</summary>
    public string KeyOf(string text) => _keys.GetOrAdd(text, t => scorer.KeyOf(scorer.Space.Parse(t)));

    public void Dispose() => scorer.Dispose();

    private ScoreRow Compute(string text, CancellationToken cancellation)
    {
        var architecture = scorer.Space.Parse(text);
        var key = _keys.GetOrAdd(text, _ => scorer.KeyOf(architecture));
        var shared = _byKey.GetOrAdd(key, _ => new(() => Obtain(key, architecture, cancellation)));
        ScoreRow row;
        try
        {
            row = shared.Value;
        }
        catch
        {
            _byKey.TryRemove(new(key, shared));
            throw;
        }

        return _mixed ? OwnValues(row, scorer.ScoreEncoding(architecture)) : row;
    }

    private ScoreRow Obtain(string key, Architecture architecture, CancellationToken cancellation)
    {
        if (journal?.Find(key) is { } known)
        {
            Interlocked.Increment(ref _resumed);
            return known;
        }

        var row = Evaluate(architecture, cancellation);
        journal?.Append(key, architecture.Text, row);
        return row;
    }

    private ScoreRow Evaluate(Architecture architecture, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _evaluations);
        try
        {
            return scorer.Score(architecture, cancellation);
        }
        catch (ExternalException e)
        {
            // libtorch's errors, out of memory among them: this architecture has no score, the others go on.
            var reason = e.Message.Split('\n')[0];
            return new ScoreRow(
                [.. scorer.Scores.Select(_ => ScoreValue.Missing(reason))], [.. scorer.Scores.Select(_ => 0.0)]) { Failed = true };
        }
    }

    private ScoreRow OwnValues(ScoreRow shared, ScoreRow own)
    {
        var values = shared.Values.ToBuilder();
        for (var i = 0; i < values.Count; i++)
        {
            if (scorer.Scores[i].DependsOnEncoding)
            {
                values[i] = own.Values[i];
            }
        }

        return shared with { Values = values.ToImmutable() };
    }
}
