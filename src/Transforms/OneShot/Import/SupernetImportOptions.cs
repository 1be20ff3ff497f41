using NasPipelines.Images;
using NasPipelines.Options;
using NasPipelines.Spaces;

namespace NasPipelines.OneShot.Import;

/// <summary>What a checkpoint does not tell of itself.</summary>
public sealed class SupernetImportOptions
{
    /// <summary>The search space.</summary>
    /// <value>null: the one that the layout is of; NAS-Bench-1Shot1 has three.</value>
    public SearchSpace? SearchSpace { get; init; }

    /// <summary>
    /// How the weights are named: <c>autodl</c>, <c>generic</c>, <c>awnas</c>, <c>naslib</c> and <c>few-shot</c> of NAS-Bench-201,
    /// <c>darts</c> (or <c>quark</c>) and <c>awnas</c> of NAS-Bench-301, <c>nasbench1shot1</c> (or <c>original</c>) and <c>awnas</c> of
    /// NAS-Bench-1Shot1.
    /// </summary>
    /// <value>null: the one that the keys are recognised by.</value>
    public string? Layout { get; init; }

    /// <summary>Rows and columns of the images, which weights do not depend on.</summary>
    /// <value>null: 16 where the checkpoint's arguments name ImageNet16-120, else 32.</value>
    public int? ImageSize { get; init; }

    /// <summary>How pixels become the network's input.</summary>
    /// <value>null: as the implementation does it for the data set that the checkpoint's arguments name, else CIFAR-10's.</value>
    public ImageNormalisation? Normalisation { get; init; }

    /// <summary>The operations in the order of the checkpoint's indices, by our names; each once.</summary>
    /// <value>null: the published order.</value>
    public IReadOnlyList<string>? Operations { get; init; }

    /// <summary>Few-shot: the operation of the edge that the space is split by, where neither weights nor arguments tell it.</summary>
    /// <value>null.</value>
    public string? EdgeOperation { get; init; }

    /// <summary>Checks all values.</summary>
    /// <exception cref="ArgumentException">Some are wrong; the message names them all.</exception>
    internal void Validate() => new OptionFaults()
        .Range(ImageSize ?? 32, 4, 1024, nameof(ImageSize))
        .Require(
            Layout is null || SupernetLayouts.All.Any(layout => layout.Name == SupernetLayouts.NameOf(Layout)),
            $"{nameof(Layout)} must be one of {SupernetLayouts.Names} (was '{Layout}').")
        .Require(
            Operations is null || Operations.Distinct().Count() == Operations.Count,
            $"{nameof(Operations)} must name each operation once (were {string.Join(", ", Operations ?? [])}).")
        .Throw();
}
