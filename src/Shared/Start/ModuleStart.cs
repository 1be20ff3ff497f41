using NasPipelines.Networks;
using System.Runtime.CompilerServices;

namespace NasPipelines.Start;

/// <summary>
/// Whichever of the product's assemblies an application meets first, TorchSharp can be loaded from then on (see
/// <see cref="NasRuntime.Load"/>).
/// </summary>
internal static class ModuleStart
{
#pragma warning disable CA2255 // An application that uses TorchSharp before it scores anything comes by no other place.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Run() => RuntimeHelpers.RunModuleConstructor(typeof(NasRuntime).Module.ModuleHandle);
}
