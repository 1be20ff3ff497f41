namespace NasPipelines.Networks.Native;

/// <summary>What <see cref="LibTorch.EnsureLoaded"/> did.</summary>
/// <param name="Action">The kind of action.</param>
/// <param name="PatchedCopy">The file that was loaded, for <see cref="LibTorchAction.LoadedPatchedCopy"/>.</param>
/// <param name="Handle">The loaded library, for the same; else 0.</param>
internal sealed record LibTorchOutcome(LibTorchAction Action, string? PatchedCopy, nint Handle);

/// <summary>The kinds of action of <see cref="LibTorch.EnsureLoaded"/>.</summary>
internal enum LibTorchAction
{
    /// <summary>The system loads the library as it is.</summary>
    NotNeeded,

    /// <summary>No native library lies where .NET would look for it; TorchSharp will say so.</summary>
    NotFound,

    /// <summary>A patched copy was loaded.</summary>
    LoadedPatchedCopy,
}
