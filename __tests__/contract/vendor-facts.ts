/**
 * What the vendors publish of the operations that are asked, as a table of facts: names and types, what may be left out
 * (`?`), what an operation takes for granted, and the hosts. Names alone; nothing of the vendors' wording.
 *
 * Sources: tencentcloud-cli, tccli/services, 2026-08-21; aliyun-openapi-meta, 2026-04-21, for parameters, methods and
 * hosts; rows by @alicloud/rds20140815 15.4.0, r-kvstore20150101 6.4.0 and alibabacloud-typescript-sdk
 * (polardb-20170801, dds-20151201); jdcloud-sdk-go, services/rds and services/redis, 2026-06-08.
 */
export interface OperationFacts {
  readonly listing: string;
  readonly operation: string;
  readonly method: string;
  /** Path of the list. */
  readonly list: string;
  readonly total: string | null;
  /** `name:type` of each parameter, in one text. */
  readonly parameters: string;
  /** The same of each field of a row. */
  readonly rows: string;
}

export const operationFacts: readonly OperationFacts[] = [
  {
    listing: "tencentcloud-redis",
    operation: "DescribeInstanceBackups",
    method: "POST",
    list: "BackupSet",
    total: "TotalCount",
    parameters:
      "Limit:int Offset:int InstanceId:string BeginTime:string EndTime:string Status:list InstanceName:string",
    rows: "StartTime:string BackupId:string BackupType:string Status:int Remark:string Locked:int BackupSize:int FullBackup:int InstanceType:int InstanceId:string InstanceName:string Region:string EndTime:string FileType:string ExpireTime:string Encrypted:bool?",
  },
  {
    listing: "tencentcloud-redis",
    operation: "DescribeInstances",
    method: "POST",
    list: "InstanceSet",
    total: "TotalCount",
    parameters:
      "Limit:int Offset:int InstanceId:string OrderBy:string OrderType:int VpcIds:list SubnetIds:list SearchKey:string ProjectIds:list InstanceName:string UniqVpcIds:list UniqSubnetIds:list RegionIds:list Status:list TypeVersion:int EngineName:string AutoRenew:list BillingMode:string Type:int SearchKeys:list TypeList:list MonitorVersion:string InstanceTags:list TagKeys:list ProductVersions:list InstanceIds:list AzMode:string",
    rows: "InstanceName:string InstanceId:string Appid:int ProjectId:int RegionId:int ZoneId:int VpcId:int SubnetId:int Status:int WanIp:string Port:int Createtime:string Size:float SizeUsed:float Type:int AutoRenewFlag:int DeadlineTime:string Engine:string ProductType:string UniqVpcId:string UniqSubnetId:string BillingMode:int InstanceTitle:string OfflineTime:string SubStatus:int Tags:list InstanceNode:list RedisShardSize:int RedisShardNum:int RedisReplicasNum:int PriceId:int CloseTime:string SlaveReadWeight:int InstanceTags:list ProjectName:string NoAuth:bool ClientLimit:int DtsStatus:int NetLimit:int PasswordFree:int Vip6:string IPv6:string ReadOnly:int RemainBandwidthDuration:string DiskSize:int MonitorVersion:string ClientLimitMin:int ClientLimitMax:int NodeSet:list Region:string WanAddress:string PolarisServer:string RedisClusterId:string DedicatedClusterId:string ProductVersion:string CurrentProxyVersion:string CurrentRedisVersion:string UpgradeProxyVersion:string UpgradeRedisVersion:string BackupMode:string DeleteProtectionSwitch:int",
  },
  {
    listing: "tencentcloud-mysql",
    operation: "DescribeBackups",
    method: "POST",
    list: "Items",
    total: "TotalCount",
    parameters: "InstanceId:string Offset:int Limit:int",
    rows: "Name:string Size:int Date:string IntranetUrl:string InternetUrl:string Type:string BackupId:int Status:string FinishTime:string Creator:string StartTime:string Method:string Way:string ManualBackupName:string SaveMode:string Region:string RemoteInfo:list CosStorageType:int InstanceId:string Progress:int EncryptionFlag:string ExecutedGTIDSet:string? MD5:string?",
  },
  {
    listing: "tencentcloud-mysql",
    operation: "DescribeDBInstances",
    method: "POST",
    list: "Items",
    total: "TotalCount",
    parameters:
      "ProjectId:int InstanceTypes:list Vips:list Status:list Offset:int Limit:int SecurityGroupId:string PayTypes:list InstanceNames:list TaskStatus:list EngineVersions:list VpcIds:list ZoneIds:list SubnetIds:list CdbErrors:list OrderBy:string OrderDirection:string WithSecurityGroup:int WithExCluster:int ExClusterId:string InstanceIds:list InitFlag:int WithDr:int WithRo:int WithMaster:int DeployGroupIds:list TagKeysForSearch:list CageIds:list TagValues:list UniqueVpcIds:list UniqSubnetIds:list Tags:list ProxyVips:list ProxyIds:list EngineTypes:list QueryClusterInfo:bool",
    rows: "WanStatus:int Zone:string InitFlag:int RoVipInfo:object Memory:int Status:int VpcId:int SlaveInfo:object InstanceId:string Volume:int AutoRenew:int ProtectMode:int RoGroups:list SubnetId:int InstanceType:int ProjectId:int Region:string DeadlineTime:string DeployMode:int TaskStatus:int MasterInfo:object DeviceType:string EngineVersion:string InstanceName:string DrInfo:list WanDomain:string WanPort:int PayType:int CreateTime:string Vip:string Vport:int CdbError:int UniqVpcId:string UniqSubnetId:string PhysicalId:string Cpu:int Qps:int ZoneName:string DeviceClass:string DeployGroupId:string ZoneId:int InstanceNodes:int TagList:list EngineType:string MaxDelayTime:int DiskType:string ExpandCpu:int ClusterInfo:list AnalysisNodeInfos:list DeviceBandwidth:int DestroyProtect:string CpuModel:string AnalysisUpgradeVersionInfo:object",
  },
  {
    listing: "tencentcloud-postgres",
    operation: "DescribeBaseBackups",
    method: "POST",
    list: "BaseBackupSet",
    total: "TotalCount",
    parameters:
      "MinFinishTime:string MaxFinishTime:string Filters:list Limit:int Offset:int OrderBy:string OrderByType:string",
    rows: "DBInstanceId:string Id:string Name:string BackupMethod:string BackupMode:string State:string Size:int StartTime:string FinishTime:string ExpireTime:string",
  },
  {
    listing: "tencentcloud-postgres",
    operation: "DescribeDBInstances",
    method: "POST",
    list: "DBInstanceSet",
    total: "TotalCount",
    parameters: "Filters:list Limit:int Offset:int OrderBy:string OrderByType:string",
    rows: "Region:string Zone:string VpcId:string SubnetId:string DBInstanceId:string DBInstanceName:string DBInstanceStatus:string DBInstanceMemory:int DBInstanceStorage:int DBInstanceCpu:int DBInstanceClass:string DBMajorVersion:string DBVersion:string DBKernelVersion:string DBInstanceType:string DBInstanceVersion:string DBCharset:string CreateTime:string UpdateTime:string ExpireTime:string IsolatedTime:string PayType:string AutoRenew:int DBInstanceNetInfo:list Type:string AppId:int Uid:int ProjectId:int TagList:list MasterDBInstanceId:string ReadOnlyInstanceNum:int StatusInReadonlyGroup:string OfflineTime:string DBNodeSet:list IsSupportTDE:int DBEngine:string DBEngineConfig:string NetworkAccessList:list SupportIpv6:int ExpandedCpu:int DeletionProtection:bool DBInstanceStorageType:string",
  },
  {
    listing: "tencentcloud-mongodb",
    operation: "DescribeDBBackups",
    method: "POST",
    list: "BackupList",
    total: "TotalCount",
    parameters: "InstanceId:string BackupMethod:int Limit:int Offset:int",
    rows: "InstanceId:string BackupType:int BackupName:string BackupDesc:string? BackupSize:int? StartTime:string? EndTime:string? Status:int BackupMethod:int BackId:int? DeleteTime:string? BackupRegion:string? RestoreTime:string?",
  },
  {
    listing: "tencentcloud-mongodb",
    operation: "DescribeDBInstances",
    method: "POST",
    list: "InstanceDetails",
    total: "TotalCount",
    parameters:
      "InstanceIds:list InstanceType:int ClusterType:int Status:list VpcId:string SubnetId:string PayMode:int Limit:int Offset:int OrderBy:string OrderByType:string ProjectIds:list SearchKey:string Tags:list",
    rows: "InstanceId:string InstanceName:string PayMode:int ProjectId:int ClusterType:int Region:string Zone:string NetType:int VpcId:string SubnetId:string Status:int Vip:string Vport:int CreateTime:string DeadLine:string MongoVersion:string Memory:int Volume:int CpuNum:int MachineType:string SecondaryNum:int ReplicationSetNum:int AutoRenewFlag:int UsedVolume:int MaintenanceStart:string MaintenanceEnd:string ReplicaSets:list ReadonlyInstances:list StandbyInstances:list CloneInstances:list RelatedInstance:object Tags:list InstanceVer:int ClusterVer:int Protocol:int InstanceType:int InstanceStatusDesc:string RealInstanceId:string ZoneList:list MongosNodeNum:int MongosMemory:int MongosCpuNum:int ConfigServerNodeNum:int ConfigServerMemory:int ConfigServerVolume:int ConfigServerCpuNum:int ReadonlyNodeNum:int",
  },
  {
    listing: "tencentcloud-cynosdb",
    operation: "DescribeBackupList",
    method: "POST",
    list: "BackupList",
    total: "TotalCount",
    parameters:
      "ClusterId:string Limit:int Offset:int DbType:string BackupIds:list BackupType:string BackupMethod:string SnapShotType:string StartTime:string EndTime:string FileNames:list BackupNames:list SnapshotIdList:list BackupRegion:string IsCrossRegionsBackup:string BackupStatus:list",
    rows: "SnapshotId:int FileName:string FileSize:int StartTime:string FinishTime:string BackupType:string BackupMethod:string BackupStatus:string SnapshotTime:string BackupId:int SnapShotType:string BackupName:string CopyStatus:string? EncryptKeyId:string? EncryptRegion:string? VaultInfos:list? BackupPeriodStrategy:string?",
  },
  {
    listing: "tencentcloud-cynosdb",
    operation: "DescribeClusters",
    method: "POST",
    list: "ClusterSet",
    total: "TotalCount",
    parameters: "DbType:string Limit:int Offset:int OrderBy:string OrderByType:string Filters:list",
    rows: "Status:string UpdateTime:string Zone:string ClusterName:string Region:string DbVersion:string ClusterId:string InstanceNum:int Uin:string DbType:string AppId:int StatusDesc:string CreateTime:string PayMode:int PeriodEndTime:string Vip:string Vport:int ProjectID:int VpcId:string SubnetId:string CynosVersion:string CynosVersionTag:string StorageLimit:int RenewFlag:int ProcessingTask:string Tasks:list ResourceTags:list DbMode:string ServerlessStatus:string Storage:int StorageId:string StoragePayMode:int MinStorageSize:int MaxStorageSize:int NetAddrs:list PhysicalZone:string MasterZone:string HasSlaveZone:string SlaveZones:list BusinessType:string IsFreeze:string OrderSource:string Ability:object ResourcePackages:list GdnId:string GdnRole:string",
  },
  {
    listing: "jdcloud-redis",
    operation: "describeBackups",
    method: "GET",
    list: "backups",
    total: "totalCount",
    parameters:
      "regionId:string cacheInstanceId:string pageNumber:int pageSize:int startTime:string endTime:string baseId:string",
    rows: "baseId:string backupFileName:string cacheInstanceId:string backupStartTime:string backupEndTime:string backupType:int backupSize:int backupStatus:int backupShardMemoryMB:int backupShardNum:int backupDownloadURL:string",
  },
  {
    listing: "jdcloud-redis",
    operation: "describeCacheInstances",
    method: "GET",
    list: "cacheInstances",
    total: "totalCount",
    parameters:
      "regionId:string pageNumber:int pageSize:int filters:list sorts:list tagFilters:list resourceGroupIds:list",
    rows: "cacheInstanceId:string cacheInstanceName:string cacheInstanceClass:string cacheInstanceMemoryMB:int cacheInstanceStatus:string cacheInstanceDescription:string createTime:string softDeletedTime:string retainExpireTime:string azId:object vpcId:string subnetId:string connectionDomain:string port:int charge:object instanceVersion:string instanceProxyVersion:string auth:bool isAllowNoAuth:bool redisVersion:string cacheInstanceType:string ipv6On:int tags:object resourceGroupId:string shardNumber:int memoryMBPerShard:int extension:object otherDomains:object slaveAppendonly:string databaseNum:string maxmemoryPolicy:string replicaNumber:int enableSmartProxy:int cpuArchType:string maintenanceStartTime:string maintenanceEndTime:string toBeExecutedTaskType:object supportAssociateEIP:bool platform:string",
  },
  {
    listing: "jdcloud-rds",
    operation: "describeBackups",
    method: "GET",
    list: "backup",
    total: "totalCount",
    parameters:
      "regionId:string instanceId:string auto:int backupTypeFilter:string dbNameFilter:string backupTimeRangeStartFilter:string backupTimeRangeEndFilter:string pageNumber:int pageSize:int filters:list",
    rows: "backupId:string backupName:string instanceId:string instanceName:string backupStatus:string backupStartTime:string backupEndTime:string backupType:string backupMode:string backupMethod:string backupUnit:string backupSizeByte:int descriptionkey:string availabilityZone:string engine:string ifSupportDownload:int serverId:string backupFiles:list",
  },
  {
    listing: "jdcloud-rds",
    operation: "describeInstances",
    method: "GET",
    list: "dbInstances",
    total: "totalCount",
    parameters:
      "regionId:string pageNumber:int pageSize:int filters:list tagFilters:list resourceGroupIds:list",
    rows: "instanceId:string instanceName:string instanceType:string instanceStorageType:string storageEncrypted:bool engine:string engineVersion:string instanceClass:string instanceStorageGB:int instanceCPU:int instanceMemoryMB:int regionId:string azId:object vpcId:string subnetId:string instanceStatus:string publicDomainName:string internalDomainName:string createTime:string backupSynchronicity:object charge:object tags:object sourceInstanceId:string instancePort:string azType:int resourceGroupId:string resourceGroupName:string",
  },
  {
    listing: "alicloud-redis",
    operation: "DescribeBackups",
    method: "GET|POST",
    list: "Backups.Backup",
    total: "TotalCount",
    parameters:
      "BackupId:int BackupJobId:int EndTime:string InstanceId:string NeedAof:string PageNumber:int PageSize:int StartTime:string",
    rows: "BackupDBNames:string BackupDownloadURL:string BackupEndTime:string BackupId:int BackupIntranetDownloadURL:string BackupJobID:int BackupMethod:string BackupMode:string BackupSize:int BackupStartTime:string BackupStatus:string BackupType:string EngineVersion:string ExpectExpireTime:string NodeInstanceId:string RecoverConfigMode:string",
  },
  {
    listing: "alicloud-redis",
    operation: "DescribeClusterBackupList",
    method: "GET",
    list: "ClusterBackups",
    total: null,
    parameters:
      "ClusterBackupId:string EndTime:string InstanceId:string NoShardBackup:string PageNumber:int PageSize:int RegionId:string StartTime:string",
    rows: "Backups:object ClusterBackupEndTime:string ClusterBackupId:string ClusterBackupMode:string ClusterBackupSize:string ClusterBackupStartTime:string ClusterBackupStatus:string ExpectExpireTime:string IsAvail:int Progress:string ShardClassMemory:int",
  },
  {
    listing: "alicloud-redis",
    operation: "DescribeInstances",
    method: "GET|POST",
    list: "Instances.KVStoreInstance",
    total: "TotalCount",
    parameters:
      "ArchitectureType:string ChargeType:string EditionType:string EngineVersion:string Expired:string GlobalInstance:bool InstanceClass:string InstanceIds:string InstanceStatus:string InstanceType:string NetworkType:string NodeType:string PageNumber:int PageSize:int PrivateIp:string RegionId:string ResourceGroupId:string SearchKey:string Tag:list VSwitchId:string VpcId:string ZoneId:string",
    rows: "ArchitectureType:string Bandwidth:int Capacity:int ChargeType:string CloudType:string ComputingType:string Config:string ConnectionDomain:string ConnectionMode:string Connections:int CreateTime:string DestroyTime:string EditionType:string EndTime:string EngineVersion:string GlobalInstanceId:string HasRenewChangeOrder:bool InstanceClass:string InstanceId:string InstanceName:string InstanceStatus:string InstanceType:string IsRds:bool NetworkType:string NodeType:string PackageType:string Port:int PrivateIp:string QPS:int QuotaCount:int ReadOnlyCount:string RegionId:string ReplacateId:string ReplicaCount:int ResourceGroupId:string SecondaryZoneId:string ShardClass:string ShardCount:int SlaveReadOnlyCount:int SlaveReplicaCount:int Tags:object UsedCount:int UserName:string VSwitchId:string VpcId:string WorkspaceId:string ZoneId:string",
  },
  {
    listing: "alicloud-rds",
    operation: "DescribeBackups",
    method: "GET|POST",
    list: "Items.Backup",
    total: "TotalRecordCount",
    parameters:
      "BackupId:string BackupMode:string BackupStatus:string BackupType:string DBInstanceId:string EndTime:string PageNumber:int PageSize:int StartTime:string",
    rows: "BackupDownloadLinkByDB:object BackupDownloadURL:string BackupEndTime:string BackupId:string BackupInitiator:string BackupIntranetDownloadURL:string BackupMethod:string BackupMode:string BackupSize:int BackupStartTime:string BackupStatus:string BackupType:string Checksum:string ConsistentTime:int CopyOnlyBackup:string DBInstanceId:string Encryption:string Engine:string EngineVersion:string ExpectExpireTime:string HostInstanceID:string IsAvail:int MetaStatus:string StorageClass:string StoreStatus:string",
  },
  {
    listing: "alicloud-rds",
    operation: "DescribeDetachedBackups",
    method: "GET|POST",
    list: "Items.Backup",
    total: "TotalRecordCount",
    parameters:
      "BackupId:string BackupMode:string BackupStatus:string DBInstanceId:string EndTime:string PageNumber:int PageSize:int Region:string ResourceGroupId:string StartTime:string",
    rows: "BackupDownloadURL:string BackupEndTime:string BackupId:string BackupIntranetDownloadURL:string BackupMethod:string BackupMode:string BackupSize:int BackupStartTime:string BackupStatus:string BackupType:string ConsistentTime:int DBInstanceComment:string DBInstanceId:string HostInstanceID:string IsAvail:int MetaStatus:string StoreStatus:string",
  },
  {
    listing: "alicloud-rds",
    operation: "DescribeDBInstances",
    method: "GET|POST",
    list: "Items.DBInstance",
    total: "TotalRecordCount",
    parameters:
      "Category:string ClientToken:string ConnectionMode:string ConnectionString:string DBInstanceClass:string DBInstanceId:string DBInstanceStatus:string DBInstanceType:string DedicatedHostGroupId:string DedicatedHostId:string Engine:string EngineVersion:string Expired:string Filter:string InstanceLevel:int InstanceNetworkType:string MaxResults:int NextToken:string PageNumber:int PageSize:int PayType:string QueryAutoRenewal:bool RegionId:string ResourceGroupId:string SearchKey:string Tags:string VSwitchId:string VpcId:string ZoneId:string proxyId:string",
    rows: "AutoRenewal:bool BlueGreenDeploymentName:string BlueInstanceName:string BpeEnabled:string BurstingEnabled:bool Category:string ColdDataEnabled:bool ConnectionMode:string ConnectionString:string CreateTime:string DBInstanceCPU:string DBInstanceClass:string DBInstanceDescription:string DBInstanceId:string DBInstanceMemory:int DBInstanceNetType:string DBInstanceStatus:string DBInstanceStorageType:string DBInstanceType:string DedicatedHostGroupId:string DedicatedHostGroupName:string DedicatedHostIdForLog:string DedicatedHostIdForMaster:string DedicatedHostIdForSlave:string DedicatedHostNameForLog:string DedicatedHostNameForMaster:string DedicatedHostNameForSlave:string DedicatedHostZoneIdForLog:string DedicatedHostZoneIdForMaster:string DedicatedHostZoneIdForSlave:string DeletionProtection:bool DestroyTime:string Engine:string EngineVersion:string ExpireTime:string GeneralGroupName:string GreenInstanceName:string GuardDBInstanceId:string InstanceNetworkType:string IoAccelerationEnabled:string IsAnalyticIns:string IsAnalyticReadOnlyIns:bool LockMode:string LockReason:string MasterInstanceId:string MutriORsignle:bool PayType:string ReadOnlyDBInstanceIds:object RegionId:string ResourceGroupId:string SwitchWeight:int TempDBInstanceId:string Tips:string TipsLevel:int VSwitchId:string VpcCloudInstanceId:string VpcId:string VpcName:string ZoneId:string",
  },
  {
    listing: "alicloud-polardb",
    operation: "DescribeBackups",
    method: "GET|POST",
    list: "Items.Backup",
    total: "TotalRecordCount",
    parameters:
      "BackupId:string BackupMode:string BackupRegion:string BackupStatus:string DBClusterId:string EndTime:string PageNumber:int PageSize:int StartTime:string",
    rows: "BackupEndTime:string BackupId:string BackupMethod:string BackupMode:string BackupSetSize:string BackupStartTime:string BackupStatus:string BackupType:string BackupsLevel:string ConsistentTime:string DBClusterId:string ExpectExpireTime:string ExpectExpireType:string IsAvail:string TableRestoreMetaStatus:string",
  },
  {
    listing: "alicloud-polardb",
    operation: "DescribeDetachedBackups",
    method: "GET|POST",
    list: "Items.Backup",
    total: "TotalRecordCount",
    parameters:
      "BackupId:string BackupMode:string BackupRegion:string BackupStatus:string DBClusterId:string EndTime:string PageNumber:int PageSize:int StartTime:string",
    rows: "BackupEndTime:string BackupId:string BackupMethod:string BackupMode:string BackupSetSize:string BackupStartTime:string BackupStatus:string BackupType:string BackupsLevel:string ConsistentTime:string DBClusterId:string IsAvail:string StoreStatus:string",
  },
  {
    listing: "alicloud-polardb",
    operation: "DescribeDBClusters",
    method: "GET|POST",
    list: "Items.DBCluster",
    total: "TotalRecordCount",
    parameters:
      "ConnectionString:string DBClusterDescription:string DBClusterIds:string DBClusterStatus:string DBNodeIds:string DBType:string DBVersion:string DescribeType:string Expired:bool PageNumber:int PageSize:int PayType:string RecentCreationInterval:int RecentExpirationInterval:int RegionId:string ResourceGroupId:string Tag:list",
    rows: "AiType:string Category:string CpuCores:string CreateTime:string DBClusterDescription:string DBClusterId:string DBClusterNetworkType:string DBClusterStatus:string DBNodeClass:string DBNodeNumber:int DBNodes:object DBType:string DBVersion:string DeletionLock:int Engine:string ExpireTime:string Expired:string HotStandbyCluster:string LockMode:string MemorySize:string PayType:string RegionId:string RemoteMemorySize:string ResourceGroupId:string SearchStorageUsed:int ServerlessType:string StoragePayType:string StorageSpace:int StorageType:string StorageUsed:int StrictConsistency:string SubCategory:string Tags:object VpcId:string VswitchId:string ZoneId:string",
  },
  {
    listing: "alicloud-mongodb",
    operation: "DescribeBackups",
    method: "GET|POST",
    list: "Backups.Backup",
    total: "TotalCount",
    parameters:
      "BackupId:string BackupJobId:string DBInstanceId:string DestRegion:string EndTime:string NodeId:string PageNumber:int PageSize:int ResourceGroupId:string SrcRegion:string StartTime:string",
    rows: "BackupDBNames:string BackupDownloadURL:string BackupEndTime:string BackupExpireTime:string BackupId:string BackupIntranetDownloadURL:string BackupJobId:string BackupMethod:string BackupMode:string BackupName:string BackupScale:string BackupSize:int BackupStartTime:string BackupStatus:string BackupType:string EngineVersion:string IsAvail:bool",
  },
  {
    listing: "alicloud-mongodb",
    operation: "DescribeClusterBackups",
    method: "POST",
    list: "ClusterBackups",
    total: null,
    parameters:
      "BackupId:string BackupJobId:string DBInstanceId:string DestRegion:string EndTime:string IsOnlyGetClusterBackUp:bool PageNo:int PageSize:int ResourceGroupId:string SrcRegion:string StartTime:string",
    rows: "AttachLogStatus:string BackupExpireTime:string ClusterBackupEndTime:string ClusterBackupId:string ClusterBackupMode:string ClusterBackupSize:string ClusterBackupStartTime:string ClusterBackupStatus:string EngineVersion:string ExtraInfo:object IsAvail:int Progress:string Backups:list",
  },
  {
    listing: "alicloud-mongodb",
    operation: "DescribeDBInstances",
    method: "GET|POST",
    list: "DBInstances.DBInstance",
    total: "TotalCount",
    parameters:
      "ChargeType:string ConnectionDomain:string DBInstanceClass:string DBInstanceDescription:string DBInstanceId:string DBInstanceStatus:string DBInstanceType:string DBNodeType:string Engine:string EngineVersion:string ExpireTime:string Expired:string NetworkType:string PageNumber:int PageSize:int RegionId:string ReplicationFactor:string ResourceGroupId:string Tag:list VSwitchId:string VpcId:string ZoneId:string",
    rows: "BackupRetentionPolicy:int CapacityUnit:string ChargeType:string CreationTime:string DBInstanceClass:string DBInstanceDescription:string DBInstanceId:string DBInstanceStatus:string DBInstanceStorage:int DBInstanceType:string DestroyTime:string Engine:string EngineVersion:string ExpireTime:string HiddenZoneId:string KindCode:string LastDowngradeTime:string LockMode:string MongosList:object NetworkType:string RegionId:string ReleaseTime:string ReplicationFactor:string ResourceGroupId:string SecondaryZoneId:string ShardList:object StorageType:string Tags:object VpcAuthMode:string ZoneId:string",
  },
];

/** The same of the objects in a row of which a listing keeps something, by listing, operation and field. */
export const objectFacts: Readonly<Record<string, string>> = {
  "tencentcloud-mysql, DescribeBackups, RemoteInfo":
    "SubBackupId:int Region:string Status:string StartTime:string FinishTime:string Url:string",
  "tencentcloud-cynosdb, DescribeBackupList, VaultInfos":
    "VaultId:string VaultName:string VaultRegion:string VaultStatus:string BackupSaveSeconds:int",
  "alicloud-redis, DescribeClusterBackupList, Backups":
    "BackupDownloadURL:string BackupEndTime:string BackupId:string BackupIntranetDownloadURL:string BackupName:string BackupSize:string BackupStartTime:string BackupStatus:string Engine:string ExtraInfo:object InstanceName:string IsAvail:string RecoverConfigMode:string",
  "alicloud-mongodb, DescribeClusterBackups, Backups":
    "BackupDownloadURL:string BackupEndTime:string BackupId:string BackupIntranetDownloadURL:string BackupName:string BackupSize:string BackupStartTime:string BackupStatus:string ExtraInfo:object InstanceName:string IsAvail:string",
  "alicloud-mongodb, DescribeClusterBackups, ExtraInfo": "RegistryFromHistory:string",
};
