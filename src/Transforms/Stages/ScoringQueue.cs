using System.Collections.Concurrent;
using NasPipelines.Scoring;
using NasPipelines.Spaces;

namespace NasPipelines.Stages;

/// <summary>
/// Scores architectures one by one for many callers who wait without a thread: a bounded number of them in a queue, as many at work as the
/// machine has cores for. The threads are the queue's own; those of a pool would leak their count of native threads to others.
/// </summary>
internal sealed class ScoringQueue : IDisposable
{
    private readonly ScoreMemo _memo;
    private readonly StageOptions _options;
    private readonly Func<string, Architecture> _parse;
    private readonly BlockingCollection<Request> _waiting;

    public ScoringQueue(ScoreMemo memo, StageOptions options)
    {
        (_memo, _options, _parse) = (memo, options, RowScores.Guarded(memo.Scorer.Space));
        _waiting = new(options.QueueLength);
        for (var i = 0; i < Math.Max(1, Environment.ProcessorCount / options.EffectiveThreads); i++)
        {
            new Thread(Work) { IsBackground = true, Name = $"scoring on request {i}" }.Start();
        }
    }

    /// <summary>The scores of an architecture; at once where they are known.</summary>
    /// <exception cref="ScoringQueueFullException">Too many wait already.</exception>
    /// <exception cref="ObjectDisposedException">The stage was disposed.</exception>
    public Task<ScoreRow> Score(string architecture, CancellationToken cancellation)
    {
        if (_memo.Known(architecture) is { } known)
        {
            return Task.FromResult(known);
        }

        var request = new Request(architecture, cancellation);
        try
        {
            if (!_waiting.TryAdd(request))
            {
                request.Dispose();
                throw new ScoringQueueFullException(_options.QueueLength);
            }
        }
        catch (InvalidOperationException) when (_waiting.IsAddingCompleted)
        {
            request.Dispose();
            throw new ObjectDisposedException(nameof(ScoringTransformer));
        }

        return request.Task;
    }

    /// <summary>Ends the threads when they are done; those that wait are told that the stage is gone.</summary>
    public void Dispose() => _waiting.CompleteAdding();

    private void Work()
    {
        foreach (var request in _waiting.GetConsumingEnumerable())
        {
            request.Answer(token => RowScores.Of(
                _memo, request.Architecture, _parse, new ScoringContext(_options.EffectiveThreads, token), _options.BadRows, null));
        }
    }

    private sealed class Request : IDisposable
    {
        private readonly TaskCompletionSource<ScoreRow> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly CancellationToken _token;
        private readonly CancellationTokenRegistration _cancelled;

        public Request(string architecture, CancellationToken token)
        {
            (Architecture, _token) = (architecture, token);
            _cancelled = token.Register(() => _answer.TrySetCanceled(token));
        }

        public string Architecture { get; }

        public Task<ScoreRow> Task => _answer.Task;

        public void Answer(Func<CancellationToken, ScoreRow> score)
        {
            try
            {
                if (!_answer.Task.IsCompleted)
                {
                    _answer.TrySetResult(score(_token));
                }
            }
            catch (OperationCanceledException)
            {
                _answer.TrySetCanceled(_token);
            }
            catch (Exception e)
            {
                _answer.TrySetException(e);
            }
            finally
            {
                Dispose();
            }
        }

        public void Dispose() => _cancelled.Dispose();
    }
}
