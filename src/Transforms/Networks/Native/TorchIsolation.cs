using TorchSharp;

namespace NasPipelines.Networks.Native;

/// <summary>The state of libtorch that belongs to a thread, as scoring and training need it, and as it was before once disposed.</summary>
internal sealed class TorchIsolation : IDisposable
{
    private readonly int _threads;
    private readonly int _before;
    private readonly IDisposable _ordinary;
    private readonly IDisposable _gradients;
    private bool _disposed;

    public TorchIsolation(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        LibTorch.EnsureLoaded();
        (_threads, _before) = (threads, torch.get_num_threads());
        if (_before != threads)
        {
            torch.set_num_threads(threads);
        }

        _ordinary = torch.inference_mode(false);
        _gradients = torch.set_grad_enabled(true);
    }

    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        _gradients.Dispose();
        _ordinary.Dispose();
        if (_before != _threads)
        {
            torch.set_num_threads(_before);
        }
    }
}
