using System.Collections.Concurrent;
using Microsoft.ML;

namespace NasPipelines.Samples;

#region engine-pool
/// <summary>
/// A prediction engine serves one thread at a time: as many as there are cores are shared, and who finds none waits without holding a
/// thread.
/// </summary>
public sealed class EnginePool<TRow, TResult>(MLContext ml, ITransformer model, int size) : IDisposable
    where TRow : class
    where TResult : class, new()
{
    private readonly SemaphoreSlim _free = new(size);
    private readonly ConcurrentBag<PredictionEngine<TRow, TResult>> _engines = [];

    public async Task<TResult> PredictAsync(TRow row, CancellationToken cancellation = default)
    {
        await _free.WaitAsync(cancellation);
        try
        {
            var engine = _engines.TryTake(out var idle)
                ? idle
                : ml.Model.CreatePredictionEngine<TRow, TResult>(model, new PredictionEngineOptions { OwnsTransformer = false });
            var result = engine.Predict(row);
            _engines.Add(engine);
            return result;
        }
        finally
        {
            _free.Release();
        }
    }

    public void Dispose()
    {
        foreach (var engine in _engines)
        {
            engine.Dispose();
        }

        _free.Dispose();
    }
}
#endregion
