using NasPipelines.Images;

namespace NasPipelines.OneShot;

/// <summary>What a supernet file says beside the network and its values.</summary>
public sealed class SupernetDescription
{
    /// <summary>How pixels become the network's input.</summary>
    /// <value>CIFAR-10's.</value>
    public ImageNormalisation Normalisation { get; init; } = ImageNormalisation.Cifar10;

    /// <summary>Seed of the training, where one is known.</summary>
    /// <value>null.</value>
    public long? Seed { get; init; }

    /// <summary>Anything else worth keeping, such as epochs and sampler; keys are prefixed with <c>training.</c> in the file.</summary>
    /// <value>Empty.</value>
    public IReadOnlyDictionary<string, string> Training { get; init; } = new Dictionary<string, string>();

    /// <summary>The part of the space that it is of; null for all of it.</summary>
    internal SupernetPart? Part { get; init; }
}
