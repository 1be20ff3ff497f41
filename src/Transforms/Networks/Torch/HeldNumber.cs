using TorchSharp;

namespace NasPipelines.Networks.Torch;

/// <summary>
/// Operations with numbers. TorchSharp hands a fresh boxed number to libtorch, which the garbage collector may free while libtorch reads
/// it: in long runs an operation then fails, or is with something else. Here it is held until the operation has returned.
/// </summary>
internal static class HeldNumber
{
    /// <summary>An operation with a whole number.</summary>
    public static T With<T>(long number, Func<Scalar, T> operation) => Hold(number, operation);

    /// <summary>An operation with a number.</summary>
    public static T With<T>(double number, Func<Scalar, T> operation) => Hold(number, operation);

    private static T Hold<T>(Scalar number, Func<Scalar, T> operation)
    {
        var result = operation(number);
        GC.KeepAlive(number);
        return result;
    }
}
