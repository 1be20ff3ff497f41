namespace NasPipelines.Images;

/// <summary>The file formats of <see cref="ImageSet.Load(string, ImageSetOptions)"/>.</summary>
public enum ImageFormat
{
    /// <summary>CIFAR-10 binary: records of a label byte (0..9) and the R, G and B planes of 32 × 32 bytes.</summary>
    Cifar10,

    /// <summary>CIFAR-100 binary with the fine label (0..99): records of a coarse and a fine label byte and three planes of 32 × 32.</summary>
    Cifar100,

    /// <summary>CIFAR-100 binary with the coarse label (0..19).</summary>
    Cifar100Coarse,
}
