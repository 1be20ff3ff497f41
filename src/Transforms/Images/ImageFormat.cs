namespace NasPipelines.Images;

/// <summary>The file formats of <see cref="ImageSet.Load(string, ImageSetOptions)"/>.</summary>
public enum ImageFormat
{
    /// <summary>CIFAR-10 binary: records of a label byte (0..9) and the R, G and B planes of 32 × 32 bytes.</summary>
    Cifar10,

    /// <summary>
    /// CIFAR-100 binary with the fine label (0..99): records of a coarse and a fine label byte and three planes of 32 × 32.
    /// </summary>
    Cifar100,

    /// <summary>CIFAR-100 binary with the coarse label (0..19).</summary>
    Cifar100Coarse,

    /// <summary>CIFAR-10 python batches (data_batch_1 and the like): pickles, read as data.</summary>
    Cifar10Python,

    /// <summary>CIFAR-100 python files (train, test) with the fine label.</summary>
    Cifar100Python,

    /// <summary>CIFAR-100 python files with the coarse label.</summary>
    Cifar100CoarsePython,

    /// <summary>
    /// NumPy files: bytes of (images, rows, columns), (images, rows, columns, channels) or (images, channels, rows, columns), where 1 or 3
    /// are channels, in a file with <c>images</c> in its name; whole numbers in one with <c>labels</c> instead.
    /// </summary>
    Npy,

    /// <summary>IDX files as MNIST has them: <c>train-images-idx3-ubyte</c> and <c>train-labels-idx1-ubyte</c>, plain or gzip.</summary>
    Idx,

    /// <summary>
    /// A folder of PNG files per class, in the order of the folders' names; of two folders <c>train</c> and <c>test</c> the split's.
    /// </summary>
    PngFolders,
}
