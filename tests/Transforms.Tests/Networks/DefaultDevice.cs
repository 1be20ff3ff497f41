using NasPipelines.Networks;
using TorchSharp;

namespace NasPipelines.Tests.Networks;

/// <summary>
/// Where libtorch makes tensors whose maker does not say where. On its <c>meta</c> device they have a shape and no values: an operation
/// that meets one of them and another stops, or its result has no values to be read. What still comes to the same numbers there says of
/// every tensor that it makes where it is to be, and so runs on a GPU as a whole.
/// </summary>
/// <remarks>
/// The networks themselves cannot run on the meta device: libtorch's kernels for it lack convolutions, normalisations and ReLU, which
/// PyTorch has in Python.
/// </remarks>
internal static class DefaultDevice
{
    /// <summary>Until the result is disposed, for the whole process.</summary>
    public static IDisposable WithoutValues()
    {
        NasRuntime.Load();
        var before = torch.get_default_device();
        torch.set_default_device(new torch.Device(DeviceType.META));
        return new Undo(() => torch.set_default_device(before));
    }

    private sealed class Undo(Action action) : IDisposable
    {
        public void Dispose() => action();
    }
}
